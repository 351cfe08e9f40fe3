using Kraken.Benchmarks;

if (args is [])
{
    // All of them, each as it is measured in docs/benchmarks.md.
    return PolicyBenchmark.Run() + await StartUpBenchmark.RunAsync([]) + await LocalAwsBenchmark.RunAsync([]) + await FleetBenchmark.RunAsync([]) == 0 ? 0 : 1;
}

if (args is ["local-aws", .. var rest])
    return await LocalAwsBenchmark.RunAsync(rest);
if (args is ["local-aws-server"])
    return await LocalAwsBenchmark.ServeAsync();
if (args is ["fleet", .. var fleet])
    return await FleetBenchmark.RunAsync(fleet);
if (args is ["start-up", .. var startUp])
    return await StartUpBenchmark.RunAsync(startUp);
if (args is ["policy"])
    return PolicyBenchmark.Run();

Console.Error.WriteLine("""
    Usage: dotnet run -c Release --project benchmarks           all that follow, one after the other
           dotnet run -c Release --project benchmarks -- local-aws [--seconds 30] [--clients 16]
           dotnet run -c Release --project benchmarks -- policy
           dotnet run -c Release --project benchmarks -- start-up [--rounds 7] [--connectors 20] [--terraform 3]
                                                                  [--module CHECKOUT] ...
           dotnet run -c Release --project benchmarks -- fleet [--sizes 1,5,20,50,100] [--latency 50] [--creation 10]
                                                               [--at-once 100] [--terraform 50]

      local-aws   Asks an embedded AWS over loopback for as much as it answers.
      start-up    Starts PowerShells that import the module and compare connectors, in turn with bare ones; the module of
                  this build, or those of the checkouts after --module. Terraform looks as often as --terraform says.
      policy      Derives and proves the policy of a connector with more and more topics.
      fleet       Makes, looks at and removes fleets of connectors; where it is on the machine, Terraform does too, up to
                  the number of connectors after --terraform. Milliseconds a call, seconds to make a connector.
    """);
return 2;
