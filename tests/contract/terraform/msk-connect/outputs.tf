output "connector_arn" {
  description = "The connector's ARN."
  value       = aws_mskconnect_connector.this.arn
}

output "connector_version" {
  description = "The connector's current version."
  value       = aws_mskconnect_connector.this.version
}

output "security_group_id" {
  description = "The connector's security group."
  value       = aws_security_group.this.id
}

output "iam_role_arn" {
  description = "The role that the connector runs under."
  value       = aws_iam_role.this.arn
}
