import {
  for_each = var.existing
  to       = module.connector[each.key].aws_iam_role.this
  id       = "msk-connect-${each.key}-us-east-1"
}

import {
  for_each = var.existing
  to       = module.connector[each.key].aws_iam_role_policy.this
  id       = "msk-connect-${each.key}-us-east-1:msk-connect-${each.key}"
}

import {
  for_each = var.existing
  to       = module.connector[each.key].aws_cloudwatch_log_group.this
  id       = "/aws/msk-connect/${each.key}"
}

import {
  for_each = var.existing
  to       = module.connector[each.key].aws_security_group.this
  id       = each.value.security_group_id
}

import {
  for_each = var.existing
  to       = module.connector[each.key].aws_mskconnect_connector.this
  id       = each.value.connector_arn
}
