namespace Kraken.MskConnect.Specs.Schema;

/// <summary>What another value of an input does to a connector that exists.</summary>
public enum InputChange
{
    /// <summary>The connector, or a resource that was made for it, is changed in place.</summary>
    InPlace,

    /// <summary>
    /// AWS does not change it: the connector is deleted and made again, only with <c>-AllowReplacement</c>. Source: Amazon
    /// MSK Connect API reference, UpdateConnector; Amazon EC2 and IAM for the VPC of a security group and the path of a role.
    /// </summary>
    Replacement,

    /// <summary>The spec is that of another connector; the one of before stays as it is.</summary>
    OtherConnector,

    /// <summary>Nothing in AWS changes; the input is for those who read what the module says.</summary>
    Nothing,
}
