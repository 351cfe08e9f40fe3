# The reference lets its connectors connect to anywhere, and nobody to them.
resource "aws_security_group" "this" {
  name        = "msk-connect-${var.connector_name}"
  description = "MSK Connect connector ${var.connector_name}"
  vpc_id      = var.vpc_id
  tags        = local.tags

  egress {
    description = "All"
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
