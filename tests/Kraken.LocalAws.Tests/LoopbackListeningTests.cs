using System.Net;

namespace Kraken.LocalAws.Tests;

/// <summary>What Windows' HTTP.sys refuses, by injection: no other system refuses it.</summary>
public sealed class LoopbackListeningTests
{
    private const int AccessDenied = 5;
    private const int SharingViolation = 32;
    private const int AlreadyExists = 183;
    private const int InvalidParameter = 87;

    [Theory]
    [InlineData(AccessDenied)]
    [InlineData(InvalidParameter)]
    [InlineData(AlreadyExists)]
    public void Localhost_is_taken_where_127_0_0_1_is_refused(int error)
    {
        List<string> tried = [];
        var (listener, endpoint) = Listening(tried, prefix => prefix.Contains("127.0.0.1", StringComparison.Ordinal) ? error : 0).Start(0);

        Assert.Equal("http://localhost:50001/", endpoint.ToString());
        Assert.Equal(["http://127.0.0.1:50001/ http://localhost:50001/", "http://localhost:50001/"], tried);
        listener.Close();
    }

    [Fact]
    public void An_address_of_numbers_is_taken_where_localhost_alone_is_refused()
    {
        var (listener, endpoint) = Listening([], prefix => prefix.Contains("localhost", StringComparison.Ordinal) ? AccessDenied : 0).Start(4599);

        Assert.Equal("http://127.0.0.1:4599/", endpoint.ToString());
        listener.Close();
    }

    [Fact]
    public void Another_free_port_is_tried_where_the_port_is_the_cause()
    {
        List<string> tried = [];
        var (listener, endpoint) = Listening(tried, prefix => prefix.Contains("50001", StringComparison.Ordinal) ? SharingViolation : 0).Start(0);

        Assert.Equal("http://127.0.0.1:50002/", endpoint.ToString());
        listener.Close();
    }

    [Theory]
    [InlineData(AccessDenied, "urlacl")]
    [InlineData(InvalidParameter, "iplisten")]
    public void What_no_port_mends_is_not_tried_again_and_told(int error, string cause)
    {
        List<string> tried = [];
        var refused = Assert.Throws<HttpListenerException>(() => Listening(tried, _ => error).Start(0));

        Assert.Equal(3, tried.Count);
        Assert.Equal(error, refused.ErrorCode);
        Assert.Contains(cause, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"error {error}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(":0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_asked_for_and_taken_is_tried_once_and_told()
    {
        List<string> tried = [];
        var refused = Assert.Throws<HttpListenerException>(() => Listening(tried, _ => SharingViolation).Start(4599));

        Assert.All(tried, t => Assert.Contains(":4599/", t, StringComparison.Ordinal));
        Assert.Contains("The port is taken", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Free_ports_are_not_tried_for_ever()
    {
        List<string> tried = [];
        Assert.Throws<HttpListenerException>(() => Listening(tried, _ => SharingViolation).Start(0));
        Assert.InRange(tried.Count, 2, 100);
    }

    /// <summary>A listener that only listens where the system lets it.</summary>
    /// <param name="tried">Takes what was tried.</param>
    /// <param name="errorOf">The error that a prefix is refused with; 0 for none.</param>
    private static LoopbackListening Listening(List<string> tried, Func<string, int> errorOf)
    {
        var port = 50000;
        return new LoopbackListening
        {
            FreePort = () => ++port,
            Open = prefixes =>
            {
                tried.Add(string.Join(' ', prefixes));
                var error = prefixes.Select(errorOf).FirstOrDefault(e => e != 0);
                return error == 0 ? new HttpListener() : throw new HttpListenerException(error);
            },
        };
    }
}
