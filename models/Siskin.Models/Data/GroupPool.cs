using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data;

/// <summary>
/// Collects encoded samples until a group of like shape is full: frames by patch grid and length of their text, texts
/// by length. Nothing is dropped; a rare grid only waits longer.
/// </summary>
public sealed class GroupPool(int groupSize, SpecialTokens tokens, int patchSize)
{
    /// <summary>
    /// Texts wait until this many groups can be cut from them, sorted by length, so that little is padded.
    /// </summary>
    private const int TextGroupsAtOnce = 8;

    /// <summary>
    /// Texts with longer answers than this, in tokens, are kept apart: one of forty would make the decoder run forty
    /// steps for all.
    /// </summary>
    private const int ShortAnswer = 8;

    /// <summary>
    /// Frames with no more tokens of text than this are padded together. A question about a frame has a dozen, sensor
    /// text beside it ten times as many: together they would cost all of them twice the encoder's work.
    /// </summary>
    private static readonly int[] TextLengths = [24, 64, int.MaxValue];

    private readonly Dictionary<(int Rows, int Columns, int Length), List<EncodedSample>> _frames = [];
    private readonly List<EncodedSample> _texts = [];

    /// <summary>Adds a sample and returns the groups that it completed, usually none.</summary>
    public IReadOnlyList<SampleGroup> Add(EncodedSample sample)
    {
        if (sample.Pixels is null)
        {
            _texts.Add(sample);
            return _texts.Count < groupSize * TextGroupsAtOnce ? [] : CutTexts();
        }

        var key = (sample.Rows, sample.Columns, Array.Find(TextLengths, length => sample.InputIds.Length <= length));
        if (!_frames.TryGetValue(key, out var waiting))
            _frames[key] = waiting = [];
        waiting.Add(sample);
        if (waiting.Count < groupSize)
            return [];
        _frames.Remove(key);
        return [Group(waiting)];
    }

    /// <summary>Everything that still waits, as groups that may be smaller.</summary>
    public IReadOnlyList<SampleGroup> Drain()
    {
        List<SampleGroup> groups = [.. _frames.Values.Select(Group), .. CutTexts()];
        _frames.Clear();
        return groups;
    }

    private List<SampleGroup> CutTexts()
    {
        var groups = _texts
            .OrderBy(s => s.AnswerIds.Length > ShortAnswer)
            .ThenBy(s => s.InputIds.Length)
            .Chunk(groupSize)
            .Select(Group)
            .ToList();
        _texts.Clear();
        return groups;
    }

    private SampleGroup Group(IReadOnlyList<EncodedSample> samples) => SampleGroup.From(samples, tokens, patchSize);
}
