using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Finds the row of digits of an instrument whose place is known roughly: of the rows of print where the model sees the
/// instrument, and of those that a detector sees there, the one that fills its places best and is a row of digits by
/// the detector. Serial numbers, type plates and scales stand beside it, are smaller, or are none by that. Used by one
/// request at a time.
/// </summary>
/// <param name="finder">Finds lines.</param>
/// <param name="reader">Reads each.</param>
/// <param name="detect">Detects rows of digits; null for none.</param>
internal sealed class RowFinder(LineFinder finder, LineReader reader, RowDetection? detect = null)
{
    // What fewer of the patches see there is elsewhere, and what fills less of what they see is small print.
    private const double LeastShare = 0.33,
        LeastFilled = 0.05;

    // The mean probability by the detector of the least likely row.
    private const double LeastDetected = 0.3;

    // Lines that are read, and rows of each kind that are looked at closely; the likeliest first.
    private const int MostLines = 24,
        MostRows = 3;

    // Of a line's height and of its length: how far two boxes of it are apart.
    private const double SameMiddle = 0.5,
        SameLength = 0.2;

    // Mean probabilities of characters: a row that is read with less may stand on its head, and does where it is read
    // with so much more from there.
    private const double Doubtful = 0.8,
        Surer = 0.15;

    // Heights of a row beyond its ends in which further digits of it are looked for, and how often.
    private const double Beyond = 1.5;
    private const int MostSteps = 3;

    /// <summary>
    /// The row, in pixels of the frame; with a detector one found as a line of print and one that was detected, the
    /// likelier first. None where there is none.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="votes">Where its patches see the instrument.</param>
    /// <param name="progress">Called after every graph that ran, or null.</param>
    /// <param name="cancellation">Looked at before each line.</param>
    public IReadOnlyList<FoundRow> Find(
        SKBitmap frame,
        PlaceVotes votes,
        Action? progress,
        CancellationToken cancellation
    )
    {
        if (votes.Window(LeastShare) is not { } window)
            return [];
        using var part = window.CutOut(frame);
        using var image = FrameImage.Shared(part);
        var corner = window.PixelsOf(frame.Width, frame.Height);
        var search = new Search(reader, image, corner, votes, new SKSizeI(frame.Width, frame.Height))
        {
            Progress = progress,
            Map = Detected(image),
            Cancellation = cancellation,
        };
        progress?.Invoke();
        var lines = new List<LineBox>();
        foreach (var scale in LineSearch.Rows)
        {
            lines.AddRange(finder.Find(image, scale));
            progress?.Invoke();
        }

        return
        [
            .. search
                .Best(lines)
                .Select(row =>
                    row with
                    {
                        Box = row.Box with { X = row.Box.X + corner.Left, Y = row.Box.Y + corner.Top },
                    }
                ),
        ];
    }

    // A map without a row says nothing of lines.
    private RowMap? Detected(SKImage part)
    {
        var map = detect is null ? null : Helped.OrNull(() => detect(part));
        return map?.Rows.Count > 0 ? map : null;
    }

    // In a part of a frame.
    private sealed class Search(LineReader reader, SKImage image, SKRectI corner, PlaceVotes votes, SKSizeI frame)
    {
        // A row that is one line is asked for its text, its length and its confidence.
        private readonly Dictionary<LineBox, LineProbabilities> _read = [];

        public Action? Progress { get; init; }

        public required CancellationToken Cancellation { get; init; }

        /// <summary>What the detector says of the part; null without one.</summary>
        public RowMap? Map { get; init; }

        public IEnumerable<FoundRow> Best(IReadOnlyCollection<LineBox> lines)
        {
            var printed = Closely(LineRows.Of(Parts(lines.Where(IsThere).OrderByDescending(Filled))))
                .Where(row => IsRow(row) && NumberText.IsReading(TextOf(row)));
            var detected = Map is null ? [] : Closely(Map.Rows.Select(row => row.Box).Where(IsRow));
            return Likeliest(printed).Concat(Likeliest(detected)).OrderByDescending(row => row.Worth);
        }

        private IEnumerable<LineBox> Closely(IEnumerable<LineBox> rows) =>
            rows.Where(IsThere).OrderByDescending(Worth).Take(MostRows).Select(Complete).Where(IsThere);

        private IEnumerable<FoundRow> Likeliest(IEnumerable<LineBox> rows) =>
            rows.OrderByDescending(Worth).Take(1).Select(row => new FoundRow(Upright(row), Worth(row)));

        private bool IsRow(LineBox row) => Map is null ? Filled(row) >= LeastFilled : Map.MeanIn(row) >= LeastDetected;

        // By the detector it is precision times recall: how much of it is a row, and how much it holds of what is one
        // where the model sees the instrument.
        private double Worth(LineBox row)
        {
            var likely = Map?.MeanIn(row) ?? 1;
            return likely * likely * Filled(row);
        }

        // What was found from afar and from nearer is read once.
        private List<LineBox> Parts(IEnumerable<LineBox> lines)
        {
            var seen = new List<(LineBox Line, bool IsPart)>();
            foreach (var line in lines)
            {
                var same = seen.FindIndex(other => IsSame(other.Line, line));
                if (same >= 0)
                    seen.Add((line, seen[same].IsPart));
                else if (seen.Count < MostLines)
                    seen.Add((line, NumberText.IsPart(TextOf(line))));
            }

            return [.. seen.Where(line => line.IsPart).Select(line => line.Line)];
        }

        private static bool IsSame(LineBox one, LineBox other) =>
            Math.Abs(one.X - other.X) + Math.Abs(one.Y - other.Y) < SameMiddle * one.Height
            && Math.Abs(one.Width - other.Width) < SameLength * one.Width;

        private LineBox Complete(LineBox row)
        {
            for (var i = 0; i < MostSteps; i++)
            {
                var longer = row.Padded(Beyond, 0);
                var complete = RowExtent.Of(
                    row,
                    [.. Read(longer).Places().Select(found => (found.Character, (found.At - 0.5) * longer.Width))]
                );
                if (complete == row)
                    break;
                row = complete;
            }

            return row;
        }

        // As cameras hang, too.
        public LineBox Upright(LineBox row)
        {
            var (_, confidence) = Read(row).BestPath();
            if (confidence >= Doubtful)
                return row;
            var turned = row with { Degrees = row.Degrees + 180 };
            var (text, other) = Read(turned).BestPath();
            return NumberText.IsReading(text) && other >= confidence + Surer ? turned : row;
        }

        private bool IsThere(LineBox line) => votes.ShareAt(Across(line), Down(line)) >= LeastShare;

        private double Filled(LineBox line) =>
            votes.Filled(Across(line), Down(line), line.Width * line.Height / ((double)frame.Width * frame.Height));

        private double Across(LineBox line) => (line.X + corner.Left) / frame.Width;

        private double Down(LineBox line) => (line.Y + corner.Top) / frame.Height;

        private string TextOf(LineBox line) => Read(line).BestPath().Text;

        private LineProbabilities Read(LineBox line)
        {
            if (_read.TryGetValue(line, out var known))
                return known;
            Cancellation.ThrowIfCancellationRequested();
            var told = reader.Read(image, line);
            Progress?.Invoke();
            _read.Add(line, told);
            return told;
        }
    }
}

/// <summary>A row of digits that may be what is asked about.</summary>
/// <param name="Box">Where, in pixels of the frame.</param>
/// <param name="Worth">How much speaks for it, more than 0 and at most 1.</param>
internal readonly record struct FoundRow(LineBox Box, double Worth);
