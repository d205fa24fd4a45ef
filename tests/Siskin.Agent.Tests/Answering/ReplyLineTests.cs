using System.Text;
using Siskin.Agent.Answering;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Answering;

public sealed class ReplyLineTests
{
    private readonly List<string> _published = [];
    private readonly ReplyLine _line;

    public ReplyLineTests() =>
        _line = new ReplyLine(message => _published.Add(Encoding.UTF8.GetString(message.Payload.Span)), first: 5);

    [Fact]
    public void A_reply_waits_for_the_earlier_ones()
    {
        _line.End(7, Message("third"));
        _line.End(6, Message("second"));
        Assert.Empty(_published);

        _line.End(5, Message("first"));

        Assert.Equal(["first", "second", "third"], _published);
    }

    [Fact]
    public void Pieces_go_out_at_once_where_it_is_their_turn()
    {
        _line.Say(6, Message("b1"));
        _line.Say(5, Message("a1"));
        Assert.Equal(["a1"], _published);

        _line.End(5, Message("a2"));
        Assert.Equal(["a1", "a2", "b1"], _published);

        _line.Say(6, Message("b2"));
        _line.End(6, Message("b3"));
        Assert.Equal(["a1", "a2", "b1", "b2", "b3"], _published);
    }

    [Fact]
    public void One_that_is_handed_back_holds_up_nobody()
    {
        _line.Say(6, Message("b1"));

        _line.End(5, null);
        _line.End(6, Message("b2"));

        Assert.Equal(["b1", "b2"], _published);
    }

    private static OutgoingMessage Message(string text) => new("t", Encoding.UTF8.GetBytes(text));
}
