namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Confluent's AWS Lambda sink.</summary>
internal sealed class ConfluentLambdaSinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a function by name with result and error topics", "Confluent documentation, AWS Lambda sink connector, configuration", """
            connector.class=io.confluent.connect.aws.lambda.AwsLambdaSinkConnector
            topics=events
            aws.lambda.function.name=square
            aws.lambda.region=us-east-1
            confluent.topic.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            confluent.topic.security.protocol=SASL_SSL
            confluent.topic.sasl.mechanism=AWS_MSK_IAM
            reporter.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            reporter.result.topic.name=success-responses
            reporter.error.topic.name=error-responses
            """)
        {
            Written = ["_confluent-command", "success-responses", "error-responses"],
            Read = ["events", "_confluent-command"],
            Groups = ["connect-family-case"],
            Calls = ["lambda:InvokeFunction function:square", "lambda:GetFunction function:square"],
        },
        new("a function by ARN in another region, without a reporter", "AWS Lambda developer guide, function ARNs", """
            connector.class=io.confluent.connect.aws.lambda.AwsLambdaSinkConnector
            topics=events
            aws.lambda.function.name=arn:aws:lambda:eu-west-1:210987654321:function:square:live
            aws.lambda.invocation.type=async
            """)
        {
            Read = ["events"],
            Groups = ["connect-family-case"],
            Calls = ["lambda:InvokeFunction function:square:live", "lambda:GetFunction function:square:live"],
        },
        new("reporter topics named after the connector", "Confluent documentation, reporter: ${connector}-success", """
            connector.class=io.confluent.connect.aws.lambda.AwsLambdaSinkConnector
            topics=events
            aws.lambda.function.name=square
            aws.lambda.invocation.type=parallel
            reporter.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            """)
        {
            Written = ["family-case-success", "family-case-error"],
            Read = ["events"],
            Groups = ["connect-family-case"],
            Calls = ["lambda:InvokeFunction function:square", "lambda:GetFunction function:square"],
            Findings = ["Error ValueAllowed aws.lambda.invocation.type"],
        },
    ];
}
