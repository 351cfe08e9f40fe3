# Makes a connector of the reference's module for every *.tfvars.json file of a folder.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "endpoint" {
  description = "Where LocalAws listens."
  type        = string
}

variable "specs" {
  description = "The folder of the spec files."
  type        = string
}

# By connector, the ids that are AWS's to give, of what exists and shall be taken over.
variable "existing" {
  description = "What to import."
  type        = map(object({ connector_arn = string, security_group_id = string }))
  default     = {}
}

locals {
  files = [for file in fileset(var.specs, "*.tfvars.json") : jsondecode(file("${var.specs}/${file}"))]
  specs = { for spec in local.files : spec.connector_name => spec }
}

provider "aws" {
  region = "us-east-1"

  endpoints {
    cloudwatchlogs = var.endpoint
    ec2            = var.endpoint
    iam            = var.endpoint
    kafka          = var.endpoint
    kafkaconnect   = var.endpoint
    kms            = var.endpoint
    secretsmanager = var.endpoint
    sts            = var.endpoint
  }
}

module "connector" {
  source   = "./msk-connect"
  for_each = local.specs

  connector_name               = each.value.connector_name
  env                          = each.value.env
  region                       = each.value.region
  account_id                   = each.value.account_id
  connector_type               = each.value.connector_type
  kafkaconnect_version         = lookup(each.value, "kafkaconnect_version", null)
  vpc_id                       = each.value.vpc_id
  subnet_ids                   = each.value.subnet_ids
  msk_cluster_arn              = each.value.msk_cluster_arn
  msk_bootstrap_servers        = each.value.msk_bootstrap_servers
  msk_authentication_type      = lookup(each.value, "msk_authentication_type", null)
  msk_kms_key_arn              = lookup(each.value, "msk_kms_key_arn", null)
  kafka_topics_read            = lookup(each.value, "kafka_topics_read", null)
  kafka_topics_write           = lookup(each.value, "kafka_topics_write", null)
  rds_secret_arn               = lookup(each.value, "rds_secret_arn", null)
  s3_sink_bucket_arn           = lookup(each.value, "s3_sink_bucket_arn", null)
  s3_kms_key_arn               = lookup(each.value, "s3_kms_key_arn", null)
  custom_plugin_arn            = each.value.custom_plugin_arn
  custom_plugin_revision       = lookup(each.value, "custom_plugin_revision", null)
  custom_plugin_bucket_arn     = each.value.custom_plugin_bucket_arn
  connector_configuration      = each.value.connector_configuration
  autoscaling_mcu_count        = lookup(each.value, "autoscaling_mcu_count", null)
  autoscaling_min_worker_count = lookup(each.value, "autoscaling_min_worker_count", null)
  autoscaling_max_worker_count = lookup(each.value, "autoscaling_max_worker_count", null)
  autoscaling_scale_in_cpu     = lookup(each.value, "autoscaling_scale_in_cpu", null)
  autoscaling_scale_out_cpu    = lookup(each.value, "autoscaling_scale_out_cpu", null)
  log_retention_in_days        = lookup(each.value, "log_retention_in_days", null)
  common_tags                  = lookup(each.value, "common_tags", null)
}

output "connectors" {
  description = "The outputs of each connector."
  value       = module.connector
}
