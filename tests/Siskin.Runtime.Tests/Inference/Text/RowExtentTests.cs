using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class RowExtentTests
{
    // Three digits, 20 pixels apart.
    private static readonly LineBox Row = new(100, 50, 64, 25);
    private static readonly (char, double)[] Found = [('1', -20), ('2', 0), ('3', 20)];

    [Fact]
    public void Digits_that_follow_belong_to_it()
    {
        var row = RowExtent.Of(Row, [.. Found, ('4', 42), ('5', 63)]);

        // As far as the last digit and 0.6 of a distance.
        Assert.Equal((68, 175), (row.X - (row.Width / 2), row.X + (row.Width / 2)));
        Assert.Equal((50, 25), (row.Y, row.Height));
    }

    [Fact]
    public void It_goes_on_to_the_left_as_well() => Assert.Equal(84, RowExtent.Of(Row, [('0', -40), .. Found]).Width);

    [Theory]
    [InlineData('m', 40)] // its unit
    [InlineData('4', 60)] // another number
    public void What_is_no_further_digit_does_not(char character, double at) =>
        Assert.Equal(Row, RowExtent.Of(Row, [.. Found, (character, at)]));

    [Fact]
    public void A_row_of_which_nothing_is_read_stays_as_it_is() =>
        Assert.Equal(Row, RowExtent.Of(Row, [('m', 0), ('7', 60)]));

    [Fact]
    public void One_digit_expects_the_next_by_its_height() =>
        Assert.Equal(62, RowExtent.Of(Row with { Width = 40 }, [('7', 10), ('8', 30)]).Width);

    [Fact]
    public void A_row_on_its_head_goes_on_to_the_left_of_the_frame()
    {
        var row = RowExtent.Of(Row with { Degrees = 180 }, [.. Found, ('4', 40)]);

        Assert.Equal(90, row.X, 1e-9);
        Assert.Equal(84, row.Width, 1e-9);
    }
}
