variable "connector_name" {
  description = "The connector; the role, the group and the log group are named after it."
  type        = string
  nullable    = false
}

variable "env" {
  description = "The environment, which becomes a tag."
  type        = string
  nullable    = false
}

variable "region" {
  description = "The region of the connector and of its cluster."
  type        = string
  nullable    = false
}

variable "account_id" {
  description = "The account, 12 digits."
  type        = string
  nullable    = false
}

variable "connector_type" {
  description = "source or sink."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["source", "sink"], var.connector_type)
    error_message = "Give \"source\" or \"sink\"."
  }
}

variable "kafkaconnect_version" {
  description = "The version of Kafka Connect."
  type        = string
  default     = "2.7.1"
  nullable    = false
}

variable "vpc_id" {
  description = "The VPC of the security group."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "The subnets of the workers."
  type        = list(string)
  nullable    = false
}

variable "msk_cluster_arn" {
  description = "The MSK cluster."
  type        = string
  nullable    = false
}

variable "msk_bootstrap_servers" {
  description = "The bootstrap servers, host:port, with commas between."
  type        = string
  nullable    = false
}

variable "msk_authentication_type" {
  description = "IAM, or NONE where the brokers are reached otherwise."
  type        = string
  default     = "IAM"
  nullable    = false

  validation {
    condition     = contains(["IAM", "NONE"], var.msk_authentication_type)
    error_message = "Give \"IAM\" or \"NONE\"."
  }
}

variable "msk_kms_key_arn" {
  description = "The key of the cluster's data."
  type        = string
  default     = null
}

variable "kafka_topics_read" {
  description = "The topics that the connector reads."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "kafka_topics_write" {
  description = "The topics that the connector writes."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "rds_secret_arn" {
  description = "The secret with the database's credentials."
  type        = string
  default     = null
}

variable "s3_sink_bucket_arn" {
  description = "The bucket that a sink writes to."
  type        = string
  default     = null
}

variable "s3_kms_key_arn" {
  description = "The key of the sink's objects."
  type        = string
  default     = null
}

variable "custom_plugin_arn" {
  description = "The custom plugin."
  type        = string
  nullable    = false
}

variable "custom_plugin_revision" {
  description = "The plugin's revision."
  type        = number
  default     = 1
  nullable    = false
}

variable "custom_plugin_bucket_arn" {
  description = "The bucket that the plugin lies in."
  type        = string
  nullable    = false
}

variable "connector_configuration" {
  description = "The connector's properties."
  type        = map(string)
  nullable    = false
}

variable "autoscaling_mcu_count" {
  description = "MCUs a worker: 1, 2, 4 or 8."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains([1, 2, 4, 8], var.autoscaling_mcu_count)
    error_message = "Give 1, 2, 4 or 8."
  }
}

variable "autoscaling_min_worker_count" {
  description = "The least number of workers."
  type        = number
  default     = 1
  nullable    = false
}

variable "autoscaling_max_worker_count" {
  description = "The greatest number of workers."
  type        = number
  default     = 2
  nullable    = false
}

variable "autoscaling_scale_in_cpu" {
  description = "Percentage of CPU below which workers are taken away."
  type        = number
  default     = 20
  nullable    = false
}

variable "autoscaling_scale_out_cpu" {
  description = "Percentage of CPU above which workers are added."
  type        = number
  default     = 80
  nullable    = false
}

variable "log_retention_in_days" {
  description = "How long log events are kept, days."
  type        = number
  default     = 7
  nullable    = false
}

variable "common_tags" {
  description = "Tags of all that is made."
  type        = map(string)
  default     = {}
  nullable    = false
}
