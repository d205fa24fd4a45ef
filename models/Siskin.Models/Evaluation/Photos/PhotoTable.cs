using System.Globalization;
using Siskin.Models.Data.Frames;
using Siskin.Models.Evaluation.Calibration;
using Spectre.Console;

namespace Siskin.Models.Evaluation.Photos;

/// <summary>The figures of a folder of photographs, by kind and together, the sure answers apart.</summary>
internal static class PhotoTable
{
    private static readonly string[] Columns =
    [
        "n",
        "right",
        "read without options",
        "refused",
        "sure",
        "of these right",
        "wrong and sure",
        "p50 ms",
    ];

    /// <summary>A table with a row for each kind and one for all.</summary>
    public static Table Of(string title, IReadOnlyCollection<PhotoScore> scores) =>
        Of(title, Columns, scores, score => score.Photo.Kind, Row);

    /// <summary>A table of any such scores.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="columns">Heads of the columns behind the kind.</param>
    /// <param name="scores">What the rows are about.</param>
    /// <param name="kindOf">The kind of a score.</param>
    /// <param name="row">The cells of a row by its name, the kind or "all".</param>
    public static Table Of<T>(
        string title,
        IEnumerable<string> columns,
        IReadOnlyCollection<T> scores,
        Func<T, string> kindOf,
        Func<string, IReadOnlyCollection<T>, string[]> row
    )
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title)) };
        table.AddColumn("kind");
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var kind in scores.GroupBy(kindOf).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            table.AddRow(row(kind.Key, [.. kind]));
        table.AddRow(row("all", scores));
        return table;
    }

    /// <summary>The cells of a row, for kinds and for all of them together.</summary>
    public static string[] Row(string name, IReadOnlyCollection<PhotoScore> scores)
    {
        // A refusal is no reading, however sure it is.
        PhotoScore[] sure =
        [
            .. scores.Where(score =>
                score.Confidence >= Reliability.SureFrom && score.Reply != UnreadableFrames.Answer
            ),
        ];
        PhotoScore[] read = [.. scores.Where(score => score.Reading is not null)];
        double[] times = [.. scores.Select(score => score.Milliseconds).Order()];
        return
        [
            Markup.Escape(name),
            scores.Count.ToString(CultureInfo.InvariantCulture),
            Percent(scores.Count(score => score.IsRight), scores.Count),
            Percent(read.Count(score => score.IsReadingRight), read.Length),
            Percent(scores.Count(score => score.IsRefused), scores.Count),
            Percent(sure.Length, scores.Count),
            Percent(sure.Count(score => score.IsRight), sure.Length),
            Percent(sure.Count(score => !score.IsRight), scores.Count),
            times.Length == 0 ? "-" : times[times.Length / 2].ToString("0.0", CultureInfo.InvariantCulture),
        ];
    }

    /// <summary>A part of a whole in percent; "-" of nothing.</summary>
    public static string Percent(int part, int whole) => whole == 0 ? "-" : Percent((double)part / whole);

    /// <summary>A fraction in percent.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
