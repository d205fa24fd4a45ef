using System.Globalization;
using Spectre.Console;

namespace Siskin.Models.Evaluation.Photos;

/// <summary>What a bundle sees in photographs that were kept from training, by kind and together.</summary>
internal static class KeptPhotoTable
{
    // Half of the union in common: there, by the custom of the field.
    private const double Located = 0.5;

    /// <summary>A table with a row for each kind and one for all.</summary>
    public static Table Of(string title, IReadOnlyCollection<KeptPhotoScore> scores)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title)) };
        table.AddColumn("kind");
        foreach (
            var column in (string[])
                ["n", "located", "right of four", "scale read", "needles", "within 1 %", "within 2 %", "median off"]
        )
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var kind in scores.GroupBy(score => score.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            table.AddRow(Row(kind.Key, [.. kind]));
        table.AddRow(Row("all", scores));
        return table;
    }

    /// <summary>The cells of a row. A needle that is not told counts as off by more than any other.</summary>
    public static string[] Row(string name, IReadOnlyCollection<KeptPhotoScore> scores)
    {
        KeptPhotoScore[] scaled = [.. scores.Where(score => score.IsScaleRead is not null)];
        double[] off =
        [
            .. scores.Where(score => score.HasWay).Select(score => score.WayError ?? double.PositiveInfinity).Order(),
        ];
        KeptPhotoScore[] sought = [.. scores.Where(score => score.Overlap is not null)];
        return
        [
            Markup.Escape(name),
            scores.Count.ToString(CultureInfo.InvariantCulture),
            PhotoTable.Percent(sought.Count(score => score.Overlap >= Located), sought.Length),
            PhotoTable.Percent(scores.Count(score => score.IsRight), scores.Count),
            PhotoTable.Percent(scaled.Count(score => score.IsScaleRead == true), scaled.Length),
            off.Length.ToString(CultureInfo.InvariantCulture),
            PhotoTable.Percent(off.Count(each => each <= 0.01), off.Length),
            PhotoTable.Percent(off.Count(each => each <= 0.02), off.Length),
            off.Length == 0 ? "-"
            : off[off.Length / 2] is var median && double.IsInfinity(median) ? "not told"
            : PhotoTable.Percent(median),
        ];
    }
}
