using System.Globalization;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Data.Photographs;

/// <summary>
/// Marks that were made by hand on photographs whose labels have none: a file with a line for every question, of the
/// columns image, number of the question about it from 1 on, left, top, right and bottom edge of the instrument in
/// percent, and the first and last number of its scale, or <c>-</c> and <c>-</c>; where they are marked, x and y of
/// pivot (<c>-</c> and <c>-</c> beside a straight scale), first mark, last mark and needle, in percent, and of a clock
/// those of the hour hand's tip, the mark of twelve being both first and last and the minute hand being the needle; or
/// of the columns image, number and <c>none</c> where the label is wrong.
/// </summary>
internal sealed class PhotographMarks
{
    /// <summary>Its name, beside the labels.</summary>
    public const string FileName = "marks.tsv";

    private const string None = "none";

    private readonly Dictionary<(string Image, int Number), Mark?> _marks;

    private PhotographMarks(Dictionary<(string, int), Mark?> marks) => _marks = marks;

    /// <summary>Reads the marks of a folder; none where it has no such file.</summary>
    /// <exception cref="InvalidDataException">A line is no mark.</exception>
    public static PhotographMarks Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return new PhotographMarks(
            File.Exists(path) ? LabelLines.Read(path, Parse).ToDictionary(line => line.Key, line => line.Mark) : []
        );
    }

    /// <summary>The photographs with their marks, without those whose labels are wrong.</summary>
    public IEnumerable<Photograph> Apply(IEnumerable<Photograph> photographs)
    {
        var asked = new Dictionary<string, int>();
        foreach (var photograph in photographs)
        {
            var image = Path.GetFileName(photograph.File);
            var number = asked[image] = asked.GetValueOrDefault(image) + 1;
            if (!_marks.TryGetValue((image, number), out var mark))
                yield return photograph;
            else if (mark is not null)
                yield return photograph with
                {
                    Box = mark.Box,
                    Scale = mark.Scale ?? photograph.Scale,
                    Keypoints = mark.Keypoints,
                };
        }
    }

    private static ((string, int) Key, Mark? Mark) Parse(string line)
    {
        return line.Split('\t') switch
        {
            [var image, var number, None] => ((image, Number(number)), null),
            [var image, var number, var left, var top, var right, var bottom, var low, var high, .. var points]
                when points.Length is 0 or 2 * ScaleKeypoints.CountWithoutClocks or 2 * ScaleKeypoints.Count => (
                (image, Number(number)),
                new Mark(
                    PhotographMark.Box(Share(left), Share(top), Share(right), Share(bottom)),
                    (low, high) == ("-", "-") ? null : PhotographMark.Scale(low, high),
                    points.Length == 0 ? null : Points(points)
                )
            ),
            _ => throw new FormatException(
                $"expected image, number, four edges in percent, low and high, and x and y of no, four or five points, or "
                    + $"image, number and '{None}', with tabs between them, not '{line}'"
            ),
        };

        static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        static float Share(string percent) => float.Parse(percent, CultureInfo.InvariantCulture) / 100;
        static ScaleKeypoints Points(string[] xy) =>
            new(
                (xy[0], xy[1]) == ("-", "-") ? null : Point(xy, 0),
                Point(xy, 2),
                Point(xy, 4),
                Point(xy, 6),
                xy.Length == 2 * ScaleKeypoints.Count ? Point(xy, 8) : null
            );
        static FramePoint Point(string[] xy, int at) => new(Share(xy[at]), Share(xy[at + 1]));
    }

    private sealed record Mark(SKRect Box, (string Low, string High)? Scale, ScaleKeypoints? Keypoints);
}
