# What usage of the module has around it: the reference's examples read their network, cluster, secret, plugin and keys
# from elsewhere, and a team that uses Terraform makes plugins, worker configurations and policies with it too.

data "aws_caller_identity" "this" {}

data "aws_vpc" "this" {
  id = values(local.specs)[0].vpc_id
}

data "aws_subnets" "this" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.this.id]
  }
}

data "aws_subnet" "this" {
  for_each = toset(data.aws_subnets.this.ids)
  id       = each.value
}

data "aws_security_group" "brokers" {
  id = "sg-0a1b2c3d4e5f60091"
}

data "aws_msk_cluster" "this" {
  cluster_name = "kraken-dev"
}

data "aws_msk_bootstrap_brokers" "this" {
  cluster_arn = data.aws_msk_cluster.this.arn
}

data "aws_secretsmanager_secret" "this" {
  name = "kraken/dev/database"
}

data "aws_secretsmanager_secret_version" "this" {
  secret_id = data.aws_secretsmanager_secret.this.id
}

data "aws_kms_key" "this" {
  key_id = "arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01"
}

data "aws_mskconnect_custom_plugin" "this" {
  name = "debezium-postgres"
}

data "aws_mskconnect_worker_configuration" "this" {
  name = "kraken-secrets"
}

resource "aws_mskconnect_custom_plugin" "made" {
  name         = "made-by-terraform"
  content_type = "ZIP"
  tags         = { owner = "terraform" }

  location {
    s3 {
      bucket_arn = values(local.specs)[0].custom_plugin_bucket_arn
      file_key   = "plugins/debezium-postgres.zip"
    }
  }
}

resource "aws_mskconnect_worker_configuration" "made" {
  name                    = "made-by-terraform"
  properties_file_content = "key.converter=org.apache.kafka.connect.storage.StringConverter\nvalue.converter=org.apache.kafka.connect.storage.StringConverter\n"
  tags                    = { owner = "terraform" }
}

resource "aws_vpc_security_group_egress_rule" "made" {
  security_group_id = "sg-0a1b2c3d4e5f60091"
  description       = "Made by Terraform"
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 2
  cidr_ipv4         = "10.0.0.0/8"
}

data "aws_iam_policy_document" "made" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${values(local.specs)[0].custom_plugin_bucket_arn}/*"]
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["kafkaconnect.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "made" {
  name   = "made-by-terraform"
  policy = data.aws_iam_policy_document.made.json
}

resource "aws_iam_role" "made" {
  name                 = "made-by-terraform"
  permissions_boundary = aws_iam_policy.made.arn
  assume_role_policy   = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "made" {
  role       = aws_iam_role.made.name
  policy_arn = aws_iam_policy.made.arn
}

resource "aws_cloudwatch_log_group" "made" {
  name       = "made-by-terraform"
  kms_key_id = data.aws_kms_key.this.arn
}

