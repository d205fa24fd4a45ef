using System.Globalization;
using Siskin.Models.Data.Frames;
using Siskin.Models.Evaluation.Calibration;
using Spectre.Console;

namespace Siskin.Models.Evaluation.Photos;

/// <summary>The figures of a folder of photographs, by kind and together, the sure answers apart.</summary>
internal static class PhotoTable
{
    /// <summary>A table with a row for each kind and one for all.</summary>
    public static Table Of(string title, IReadOnlyCollection<PhotoScore> scores)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title)) };
        table.AddColumn("kind");
        foreach (var column in (string[])["n", "right", "read without options", "refused", "sure", "of these right"])
            table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn(new TableColumn("wrong and sure").RightAligned());
        table.AddColumn(new TableColumn("p50 ms").RightAligned());
        foreach (
            var kind in scores.GroupBy(score => score.Photo.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal)
        )
            table.AddRow(Row(kind.Key, [.. kind]));
        table.AddRow(Row("all", scores));
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
