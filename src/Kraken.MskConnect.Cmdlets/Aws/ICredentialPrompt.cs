namespace Kraken.MskConnect.Cmdlets;

/// <summary>Asks the user for what credentials need. Called on the thread that needs the credentials.</summary>
internal interface ICredentialPrompt
{
    /// <summary>Asks for the code of an MFA device.</summary>
    /// <param name="serialNumber">The device.</param>
    string MfaCode(string serialNumber);

    /// <summary>Shows where to sign in to IAM Identity Center.</summary>
    /// <param name="url">The page to open.</param>
    /// <param name="code">The code that the page shows.</param>
    void SignIn(string url, string code);
}
