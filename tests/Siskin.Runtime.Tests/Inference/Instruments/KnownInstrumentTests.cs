using Siskin.Runtime.Inference.Instruments;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class KnownInstrumentTests
{
    [Fact]
    public void Digits_and_decimals_are_a_form_with_its_point() =>
        Assert.Equal(["###.##", "-###.##", "unreadable"], new KnownInstrument { Digits = 3, Decimals = 2 }.Forms);

    [Fact]
    public void No_decimals_leave_no_point() =>
        Assert.Equal(["##", "-##", "unreadable"], new KnownInstrument { Digits = 2, Decimals = 0 }.Forms);

    [Fact]
    public void What_is_not_known_may_be_any()
    {
        var forms = new KnownInstrument { Digits = 1 }.Forms!;

        Assert.Contains("#", forms);
        Assert.Contains("#.######", forms);
        Assert.DoesNotContain("##", forms);
        Assert.Contains("#####.#", new KnownInstrument { Decimals = 1 }.Forms!);
        Assert.Null(new KnownInstrument { Range = new ScaleRange(0, 1, null) }.Forms);
    }

    [Theory]
    [InlineData(0, null, "digits = 0")]
    [InlineData(16, null, "digits = 16")]
    [InlineData(null, 7, "decimals = 7")]
    [InlineData(12, 4, "more than 15 digits")]
    public void What_cannot_be_is_objected_to(int? digits, int? decimals, string reason) =>
        Assert.Contains(
            reason,
            new KnownInstrument { Digits = digits, Decimals = decimals }.Objection,
            StringComparison.Ordinal
        );
}
