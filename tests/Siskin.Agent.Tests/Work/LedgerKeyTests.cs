using Siskin.Agent.Wire;
using Siskin.Agent.Work;

namespace Siskin.Agent.Tests.Work;

public sealed class LedgerKeyTests
{
    [Fact]
    public void Keys_differ_by_topic_and_by_correlation_data()
    {
        var keys = new[]
        {
            KeyOf("t1", [1]), KeyOf("t2", [1]), KeyOf("t1", [2]), KeyOf("t1", new byte[100]),
                KeyOf("t1", new byte[101]),
            KeyOf("t1", null),
        };

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(KeyOf("t1", [1]), keys[0]);
    }

    private static string KeyOf(string topic, byte[]? correlation) => LedgerKey.Of(
        new ReplyAddress(topic, correlation),
            new IncomingMessage("r", new byte[3], null, topic, correlation, [], null, false, false));
}
