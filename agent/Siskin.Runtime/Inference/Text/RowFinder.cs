using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Finds the row of digits of an instrument whose place is known roughly: of the rows of print where the model sees the
/// instrument, the one that fills its places best. Serial numbers, type plates and scales stand beside it or are
/// smaller. Used by one request at a time.
/// </summary>
/// <param name="finder">Finds lines.</param>
/// <param name="reader">Reads each.</param>
internal sealed class RowFinder(LineFinder finder, LineReader reader)
{
    // What fewer of the patches see there is elsewhere, and what fills less of what they see is small print.
    private const double LeastShare = 0.33,
        LeastFilled = 0.05;

    // Lines that are read, and rows that are looked at closely; the largest first.
    private const int MostLines = 24,
        MostRows = 3;

    // Mean probabilities of characters: a row that is read with less may stand on its head, and does where it is read
    // with so much more from there.
    private const double Doubtful = 0.8,
        Surer = 0.15;

    // Heights of a row beyond its ends in which further digits of it are looked for, and how often.
    private const double Beyond = 1.5;
    private const int MostSteps = 3;

    /// <summary>The row, in pixels of the frame; null where there is none.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="votes">Where its patches see the instrument.</param>
    /// <param name="progress">Called after every graph that ran, or null.</param>
    /// <param name="cancellation">Looked at before each line.</param>
    public LineBox? Find(SKBitmap frame, PlaceVotes votes, Action? progress, CancellationToken cancellation)
    {
        if (votes.Window(LeastShare) is not { } window)
            return null;
        using var part = window.CutOut(frame);
        using var pixels = part.PeekPixels();
        using var image = SKImage.FromPixels(pixels); // shares them
        var corner = window.PixelsOf(frame.Width, frame.Height);
        var lines = new List<LineBox>();
        foreach (var search in LineSearch.Rows)
        {
            lines.AddRange(finder.Find(image, search));
            progress?.Invoke();
        }

        var pieces = lines
            .Where(IsThere)
            .OrderByDescending(Filled)
            .Take(MostLines)
            .Where(line => NumberText.IsPart(Read(line)))
            .ToList();
        var row = LineRows
            .Of(pieces)
            .OrderByDescending(Filled)
            .Take(MostRows)
            .Select(Complete)
            .Where(row => IsThere(row) && Filled(row) >= LeastFilled && NumberText.IsReading(Read(row)))
            .OrderByDescending(Filled)
            .Select(row => (LineBox?)row)
            .FirstOrDefault();
        if (row is not { } found)
            return null;
        var upright = Upright(found);
        return upright with { X = upright.X + corner.Left, Y = upright.Y + corner.Top };

        bool IsThere(LineBox line) => votes.ShareAt(Across(line), Down(line)) >= LeastShare;

        double Filled(LineBox line) =>
            votes.Filled(Across(line), Down(line), line.Width * line.Height / ((double)frame.Width * frame.Height));

        double Across(LineBox line) => (line.X + corner.Left) / frame.Width;
        double Down(LineBox line) => (line.Y + corner.Top) / frame.Height;

        string Read(LineBox line) => Probabilities(line).BestPath().Text;

        // As cameras hang, too: from below.
        LineBox Upright(LineBox row)
        {
            var (_, confidence) = Probabilities(row).BestPath();
            if (confidence >= Doubtful)
                return row;
            var turned = row with { Degrees = row.Degrees + 180 };
            var (text, other) = Probabilities(turned).BestPath();
            return NumberText.IsReading(text) && other >= confidence + Surer ? turned : row;
        }

        LineBox Complete(LineBox row)
        {
            for (var i = 0; i < MostSteps; i++)
            {
                var longer = row.Padded(Beyond, 0);
                var characters = Probabilities(longer).Places();
                var width = longer.Width;
                var complete = RowExtent.Of(
                    row,
                    [.. characters.Select(found => (found.Character, (found.At - 0.5) * width))]
                );
                if (complete == row)
                    break;
                row = complete;
            }

            return row;
        }

        LineProbabilities Probabilities(LineBox line)
        {
            cancellation.ThrowIfCancellationRequested();
            var told = reader.Read(image, line);
            progress?.Invoke();
            return told;
        }
    }
}
