using Kraken.Benchmarks;

if (args is ["local-aws", .. var rest])
    return await LocalAwsBenchmark.RunAsync(rest);
if (args is ["local-aws-server"])
    return await LocalAwsBenchmark.ServeAsync();

Console.Error.WriteLine("""
    Usage: dotnet run -c Release --project benchmarks -- local-aws [--seconds 30] [--clients 16]

      local-aws   Asks an embedded AWS over loopback for as much as it answers.
    """);
return 2;
