using System.Reflection;
using Kraken.HelpWriter;

if (args is not [var assemblyPath, var docPath, var helpPath])
{
    Console.Error.WriteLine("Usage: Kraken.HelpWriter <cmdlets assembly> <its XML documentation> <help file to write>");
    return 2;
}

// Types of the assembly's references are not looked at; those that cannot be found do not matter.
var docs = new DocComments(docPath);
var cmdlets = Assembly.LoadFrom(assemblyPath).GetExportedTypes()
    .Select(CmdletDescription.Of)
    .OfType<CmdletDescription>()
    .OrderBy(c => c.Name, StringComparer.Ordinal)
    .ToList();
var help = new HelpFile(docs);
help.Write(cmdlets, helpPath);
foreach (var gap in docs.Gaps)
    Console.Error.WriteLine($"{docPath}: error KRH001: {gap}");
return docs.Gaps.Count == 0 ? 0 : 1;
