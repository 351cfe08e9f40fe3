using Kraken.Benchmarks;

if (args is ["local-aws", .. var rest])
    return await LocalAwsBenchmark.RunAsync(rest);
if (args is ["local-aws-server"])
    return await LocalAwsBenchmark.ServeAsync();
if (args is ["policy"])
    return PolicyBenchmark.Run();

Console.Error.WriteLine("""
    Usage: dotnet run -c Release --project benchmarks -- local-aws [--seconds 30] [--clients 16]
           dotnet run -c Release --project benchmarks -- policy

      local-aws   Asks an embedded AWS over loopback for as much as it answers.
      policy      Derives and proves the policy of a connector with more and more topics.
    """);
return 2;
