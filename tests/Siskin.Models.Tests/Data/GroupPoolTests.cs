using Siskin.Models.Data;
using Xunit;

namespace Siskin.Models.Tests.Data;

public sealed class GroupPoolTests
{
    private readonly GroupPool _pool = new(groupSize: 2, Tiny.Tokens, patchSize: 8);

    [Fact]
    public void Frames_of_one_grid_meet_and_nothing_is_lost()
    {
        Assert.Empty(_pool.Add(Frame(1, 2)));
        Assert.Empty(_pool.Add(Frame(2, 1)));
        var group = Assert.Single(_pool.Add(Frame(1, 2)));
        Assert.Equal((2, 8, 16), (group.Count, group.Height, group.Width));
        var rest = Assert.Single(_pool.Drain());
        Assert.Equal((1, 16, 8), (rest.Count, rest.Height, rest.Width));
    }

    [Fact]
    public void Texts_are_grouped_by_length()
    {
        int[] lengths = [9, 1, 8, 2, 7, 3, 6, 4, 19, 11, 18, 12, 17, 13, 16, 14];
        var groups = lengths.SelectMany(l => _pool.Add(Text(l))).ToList();
        Assert.Equal([2, 4, 7, 9, 12, 14, 17, 19], groups.Select(g => g.InputLength));
    }

    [Fact]
    public void Texts_with_long_answers_are_kept_apart()
    {
        int[] answer = [.. Enumerable.Repeat(10, 20)];
        var groups = Enumerable
            .Range(1, 16)
            .SelectMany(l => _pool.Add(l % 2 == 0 ? Text(l) : Text(l, answer)))
            .ToList();
        Assert.Equal([1, 1, 1, 1, 20, 20, 20, 20], groups.Select(g => g.OutputLength));
    }

    [Fact]
    public void A_question_alone_is_not_padded_to_the_length_of_sensor_text()
    {
        Assert.Empty(_pool.Add(Frame(1, 2, tokens: 10)));
        Assert.Empty(_pool.Add(Frame(1, 2, tokens: 90)));
        Assert.Equal(12, Assert.Single(_pool.Add(Frame(1, 2, tokens: 12))).InputLength);
    }

    [Fact]
    public void Arrays_hold_shifted_answers_and_marked_padding()
    {
        var group = SampleGroup.From([Text(1, 10, 11, 2), Text(3, 12, 2)], Tiny.Tokens, 8);
        Assert.Equal([1, 10, 11, 1, 12, 0], group.DecoderIds);
        Assert.Equal([10, 11, 2, 12, 2, SampleGroup.Ignored], group.Targets);
        Assert.Equal([true, false, false, true, true, true], group.InputMask);
    }

    private static EncodedSample Frame(int rows, int columns, int tokens = 1) =>
        new("frame", [.. Enumerable.Repeat(5, tokens)], [6, 2], new float[3 * 64 * rows * columns], rows, columns);

    private static EncodedSample Text(int length, params int[] answer) =>
        new("text", [.. Enumerable.Repeat(5, length)], answer.Length == 0 ? [2] : answer, null, 0, 0);
}
