using Kraken.LocalAws;

return await LocalAwsCommand.RunAsync(args).ConfigureAwait(false);
