namespace Kraken.MskConnect.Specs.Rules;

/// <summary>A rule of validation. Each class that implements it is found by the generator and applied.</summary>
internal interface ISpecRule
{
    /// <summary>Looks at the spec, and reports what it finds.</summary>
    void Check(SpecCheck check);
}
