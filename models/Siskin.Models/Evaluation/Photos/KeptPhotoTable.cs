using System.Globalization;
using Spectre.Console;

namespace Siskin.Models.Evaluation.Photos;

/// <summary>What a bundle sees in photographs that were kept from training, by kind and together.</summary>
internal static class KeptPhotoTable
{
    private static readonly string[] Columns =
    [
        "n",
        "located",
        "picked",
        "scale read",
        "value read",
        "needles",
        "within 1 %",
        "within 2 %",
        "median off",
    ];

    /// <summary>A table with a row for each kind and one for all.</summary>
    public static Table Of(string title, IReadOnlyCollection<KeptPhotoScore> scores) =>
        PhotoTable.Of(title, Columns, scores, score => score.Kind, Row);

    /// <summary>The cells of a row. A needle that is not told counts as off by more than any other.</summary>
    public static string[] Row(string name, IReadOnlyCollection<KeptPhotoScore> scores)
    {
        double[] off =
        [
            .. scores
                .Where(score => score.Way is not null)
                .Select(score => score.WayError ?? double.PositiveInfinity)
                .Order(),
        ];
        return
        [
            Markup.Escape(name),
            scores.Count.ToString(CultureInfo.InvariantCulture),
            Share(scores.Select(score => score.IsLocated)),
            Share(scores.Select(score => score.IsPicked)),
            Share(scores.Select(score => score.IsScaleRead)),
            Share(scores.Select(score => score.IsRead)),
            off.Length.ToString(CultureInfo.InvariantCulture),
            PhotoTable.Percent(off.Count(each => each <= 0.01), off.Length),
            PhotoTable.Percent(off.Count(each => each <= 0.02), off.Length),
            off.Length == 0 ? "-"
            : double.IsInfinity(off[off.Length / 2]) ? "not told"
            : PhotoTable.Percent(off[off.Length / 2]),
        ];
    }

    // Of those of which it can be said.
    private static string Share(IEnumerable<bool?> each)
    {
        bool[] known = [.. each.OfType<bool>()];
        return PhotoTable.Percent(known.Count(isSo => isSo), known.Length);
    }
}
