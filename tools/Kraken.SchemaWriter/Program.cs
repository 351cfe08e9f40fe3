using System.Text;
using Kraken.SchemaWriter;

if (args is not [var schemaPath, var pagePath, var connectorsPath, var permissionsPath, var findingsPath])
{
    Console.Error.WriteLine("Usage: Kraken.SchemaWriter <JSON Schema to write> <page of inputs to write> <page of connector classes to write> <page of permissions to renew> <page of findings to write>");
    return 2;
}

Write(schemaPath, SpecSchema.Text());
Write(pagePath, InputsPage.Text());
Write(connectorsPath, ConnectorsPage.Text());
Write(findingsPath, FindingsPage.Text());
Write(permissionsPath, PermissionsPage.Renew(File.ReadAllText(permissionsPath)));
return 0;

// The files are kept beside the sources: one that is as it should be keeps its time.
static void Write(string path, string text)
{
    if (!File.Exists(path) || File.ReadAllText(path) != text)
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
