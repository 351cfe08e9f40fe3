namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Amazon MSK data generator.</summary>
internal sealed class MskDataGeneratorCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("two topics", "awslabs/amazon-msk-data-generator, README", """
            connector.class=com.amazonaws.mskdatagen.GeneratorSourceConnector
            genkp.customer.with=#{Code.isbn10}
            genv.customer.name.with=#{Name.full_name}
            genkp.order.matching=customer.key
            genv.order.qty.with=#{number.number_between '1','5'}
            global.throttle.ms=500
            """)
        {
            Written = ["customer", "order"],
        },
        new("complex keys and attributes", "awslabs/amazon-msk-data-generator, genk and attrv", """
            connector.class=com.amazonaws.mskdatagen.GeneratorSourceConnector
            genk.eq.id.with=#{Code.isbn10}
            genvp.eq.with=#{Lorem.word}
            attrv.eq.null.rate=0.1
            topic.eq.throttle.ms=10
            """)
        {
            Written = ["eq"],
        },
        new("renamed by a router", "awslabs/amazon-msk-data-generator; Apache Kafka, RegexRouter", """
            connector.class=com.amazonaws.mskdatagen.GeneratorSourceConnector
            genkp.order.with=#{Code.isbn10}
            transforms=r
            transforms.r.type=org.apache.kafka.connect.transforms.RegexRouter
            transforms.r.regex=(.*)
            transforms.r.replacement=gen-$1
            """)
        {
            Written = ["gen-order"],
        },
    ];
}
