# What the reference's description grants: topics, buckets and keys by name, without conditions. A statement has the
# same Sid as the module's own for the same need, so that the two can be compared.
locals {
  tags      = merge(var.common_tags, { env = var.env })
  partition = split(":", var.msk_cluster_arn)[1]
  cluster   = split("/", var.msk_cluster_arn)[1]
  log_group = "/aws/msk-connect/${var.connector_name}"
  topics    = "arn:${local.partition}:kafka:${var.region}:${var.account_id}:topic/${local.cluster}/*"
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "MskConnect"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["kafkaconnect.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "this" {
  statement {
    sid       = "Cluster"
    actions   = ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster"]
    resources = [var.msk_cluster_arn]
  }

  dynamic "statement" {
    for_each = length(var.kafka_topics_write) > 0 ? [1] : []

    content {
      sid       = "WrittenTopics"
      actions   = ["kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"]
      resources = [for topic in var.kafka_topics_write : "${local.topics}/${topic}"]
    }
  }

  dynamic "statement" {
    for_each = length(var.kafka_topics_read) > 0 ? [1] : []

    content {
      sid       = "ReadTopics"
      actions   = ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"]
      resources = [for topic in var.kafka_topics_read : "${local.topics}/${topic}"]
    }
  }

  dynamic "statement" {
    for_each = var.s3_sink_bucket_arn == null ? [] : [var.s3_sink_bucket_arn]

    content {
      sid       = "SinkObjects"
      actions   = ["s3:AbortMultipartUpload", "s3:PutObject"]
      resources = ["${statement.value}/*"]
    }
  }

  dynamic "statement" {
    for_each = var.s3_sink_bucket_arn == null ? [] : [var.s3_sink_bucket_arn]

    content {
      sid       = "SinkBucket"
      actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = var.s3_kms_key_arn == null ? [] : [var.s3_kms_key_arn]

    content {
      sid       = "SinkKey"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = var.msk_kms_key_arn == null ? [] : [var.msk_kms_key_arn]

    content {
      sid       = "MskKey"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = var.rds_secret_arn == null ? [] : [var.rds_secret_arn]

    content {
      sid       = "DatabaseSecret"
      actions   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
      resources = [statement.value]
    }
  }

  statement {
    sid       = "Logs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${var.region}:${var.account_id}:log-group:${local.log_group}:*"]
  }

  statement {
    sid       = "Plugin"
    actions   = ["s3:GetObject"]
    resources = ["${var.custom_plugin_bucket_arn}/*"]
  }
}

resource "aws_iam_role" "this" {
  name               = "msk-connect-${var.connector_name}-${var.region}"
  description        = "Runs the MSK Connect connector ${var.connector_name}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "this" {
  name   = "msk-connect-${var.connector_name}"
  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.this.json
}
