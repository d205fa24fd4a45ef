namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>
/// Where the liquid of a straight scale ends: of the lines along the scale the one whose colour, against what is beside
/// it, is one before a place and another one behind it.
/// </summary>
/// <param name="Along">Where, along the scale in pixels.</param>
/// <param name="Across">The same across it.</param>
/// <param name="Score">How clearly.</param>
internal readonly record struct ColumnEnd(double Along, double Across, double Score)
{
    // Of a numeral's size: what the colour is held against lies so far to both sides; it counts for this share.
    private static readonly double[] Beside = [0.35, 0.7];
    private const double OfBeside = 0.7;

    // Of a step: what is looked at beyond the outermost numerals, what is averaged along the scale, what remains of it
    // on either side of an end, and over what the colour has to change.
    private const double Beyond = 1.3,
        Averaged = 0.06,
        Least = 0.25,
        Edge = 0.3;

    // Across pixels along it, because numerals do not stand quite straight.
    private static readonly double[] Slants = [-0.045, -0.03, -0.015, 0, 0.015, 0.03, 0.045];
    private const double MostSlant = 0.045;

    // Of a numeral's size: how far from the numerals the liquid may be where there is one scale, and how the trust in
    // it falls off.
    private const double Furthest = 2.5,
        FallsOff = 4;

    // Variance of the colour that says nothing, and the difference that says all.
    private const double Noise = 30,
        MostDifference = 120;

    // What of the score counts without a sharp edge.
    private const double Blurred = 0.3;

    // Share of a line that may lie outside of the frame.
    private const double MostOutside = 0.3;

    // Of the lines with the best ends: how many are looked at, and how their neighbours with the same end count.
    private const int Looked = 60,
        Neighbours = 3;
    private const double OfNeighbour = 0.5,
        SameAlong = 0.1,
        SameAcross = 2;

    // What the model saw of the needle: standard deviations in steps and in sizes of numerals, and the least it counts.
    private const double DeviationAlong = 1,
        DeviationAcross = 1,
        Floor = 0.3;

    /// <summary>Finds it; null where no line has an end.</summary>
    /// <param name="pixels">The frame.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="beside">Where another scale runs across it; null for none.</param>
    /// <param name="seen">Where the model saw it, in coordinates of the scale; null where it did not.</param>
    public static ColumnEnd? Find(
        ColourPixels pixels,
        StraightScale scale,
        double? beside,
        (double Along, double Across)? seen
    )
    {
        var ends = Ends(pixels, scale, beside)
            .Select(end => end with { Score = end.Score * Likelihood(end, scale, seen) })
            .OrderByDescending(end => end.Score)
            .Take(Looked)
            .ToList();
        ColumnEnd? best = null;
        foreach (var end in ends)
        {
            var near = ends.Where(other =>
                other != end
                && Math.Abs(other.Across - end.Across) <= SameAcross
                && Math.Abs(other.Along - end.Along) < SameAlong * scale.StepPixels
            );
            var score = end.Score + (OfNeighbour * near.Take(Neighbours).Sum(other => other.Score));
            if (best is null || score > best.Value.Score)
                best = end with { Score = score };
        }

        return best;
    }

    private static double Likelihood(ColumnEnd end, StraightScale scale, (double Along, double Across)? seen)
    {
        if (seen is not { } there)
            return 1;
        var along = (end.Along - there.Along) / (DeviationAlong * scale.StepPixels);
        var across = (end.Across - there.Across) / (DeviationAcross * scale.Size);
        return (Floor + Math.Exp(-0.5 * along * along)) * (Floor + Math.Exp(-0.5 * across * across));
    }

    private static List<ColumnEnd> Ends(ColourPixels pixels, StraightScale scale, double? beside)
    {
        var margin = scale.Width / 2;
        var (left, right) = beside is { } other
            ? (other > 0 ? (margin, other - margin) : (other + margin, -margin))
            : (-(Furthest * scale.Size) - margin, (Furthest * scale.Size) + margin);
        if (right - left < 4)
            (left, right) = (Math.Min(0, beside ?? 0), Math.Max(0, beside ?? 0));
        var strip = Strip.Of(pixels, scale, left, right);
        var ends = new List<ColumnEnd>();
        if (strip is null)
            return ends;
        foreach (var away in Beside)
        {
            for (var line = 0; line < strip.Lines; line++)
            {
                ColumnEnd? best = null;
                foreach (var slant in Slants)
                {
                    if (strip.End(line, slant, Math.Max(2, (int)Math.Round(away * scale.Size))) is not { } end)
                        continue;
                    var trust = beside is null
                        ? Math.Exp(-Math.Max(0, Math.Abs(end.Across) - margin) / (FallsOff * scale.Size))
                        : 1;
                    if (best is null || trust * end.Score > best.Value.Score)
                        best = end with { Score = trust * end.Score };
                }

                if (best is { } found)
                    ends.Add(found);
            }
        }

        return ends;
    }

    /// <summary>What is beside a scale, turned so that its lines run along it.</summary>
    private sealed class Strip
    {
        private readonly float[][] _planes;
        private readonly double[][] _sums;
        private readonly double[][] _squares;
        private readonly int _rows;
        private readonly int _columns;
        private readonly int _margin;
        private readonly double _from;
        private readonly double _left;
        private readonly double _step;

        private Strip(int rows, int columns, int margin, double from, double left, double step)
        {
            (_rows, _columns, _margin, _from, _left, _step) = (rows, columns, margin, from, left, step);
            _planes = Planes<float>(rows * columns);
            (_sums, _squares) = (Planes<double>(rows + 1), Planes<double>(rows + 1));
        }

        private static T[][] Planes<T>(int length) =>
            [.. Enumerable.Range(0, ColourPixels.Channels).Select(_ => new T[length])];

        public int Lines => _columns - (2 * _margin);

        public static Strip? Of(ColourPixels pixels, StraightScale scale, double left, double right)
        {
            var step = scale.StepPixels;
            var (from, to) = (scale.Place(scale.Low) - (Beyond * step), scale.Place(scale.High) + (Beyond * step));
            // Only what is in the frame at the middle of the strip.
            var middle = (left + right) / 2;
            while (from < to && IsOutside(from))
                from++;
            while (to > from && IsOutside(to))
                to--;
            var (rows, lines) = ((int)(to - from) + 1, (int)(right - left) + 1);
            if (rows < 20 || lines < 3)
                return null;
            var margin = (int)((Beside[^1] * scale.Size) + (MostSlant * rows / 2)) + 4;
            var strip = new Strip(rows, lines + (2 * margin), margin, from, left, step);
            for (var row = 0; row < rows; row++)
            for (var column = 0; column < strip._columns; column++)
            {
                var (x, y) = scale.Pixel(from + row, left - margin + column);
                for (var channel = 0; channel < ColourPixels.Channels; channel++)
                    strip._planes[channel][(row * strip._columns) + column] = pixels.At(x, y, channel);
            }

            return strip;

            bool IsOutside(double along)
            {
                var (x, y) = scale.Pixel(along, middle);
                return float.IsNaN(pixels.At(x, y, 0));
            }
        }

        /// <summary>
        /// The place at which two constant colours fit a line best, by least squares; null where it has none.
        /// </summary>
        /// <param name="line">Which line.</param>
        /// <param name="slant">How many pixels across it goes for one along.</param>
        /// <param name="away">Pixels from it to what is beside it.</param>
        public ColumnEnd? End(int line, double slant, int away)
        {
            for (var channel = 0; channel < ColourPixels.Channels; channel++)
                if (!Sum(channel, line, slant, away))
                    return null;
            var whole = Error(0, _rows) + (Noise * _rows);
            var (best, at) = (0.0, -1);
            var least = Math.Max(4, (int)(Least * _step));
            for (var place = least; place < _rows - least; place++)
            {
                var gain = 1 - ((Error(0, place) + Error(place, _rows) + (Noise * _rows)) / whole);
                if (gain > best)
                    (best, at) = (gain, place);
            }

            if (at < 0)
                return null;
            var reach = Math.Max(3, (int)(Edge * _step));
            var difference = Difference(0, at, _rows);
            var sharp = Difference(Math.Max(0, at - reach), at, Math.Min(_rows, at + reach));
            var score =
                best
                * Math.Min(difference, MostDifference)
                * (Blurred + ((1 - Blurred) * Math.Min(1, sharp / Math.Max(1, difference))));
            return new ColumnEnd(_from + at, _left + line + Shift(slant, at), score);
        }

        private int Shift(double slant, int row) => (int)Math.Round(slant * (row - (_rows / 2.0)));

        // Sums over the rows of the colour of a line against what is beside it, and of its squares.
        private bool Sum(int channel, int line, double slant, int away)
        {
            var plane = _planes[channel];
            var running = new double[_rows + 1];
            var (outside, last) = (0, 0.0);
            for (var row = 0; row < _rows; row++)
            {
                var at = (row * _columns) + _margin + line + Shift(slant, row);
                var own = (plane[at - 1] + plane[at] + plane[at + 1]) / 3;
                var colour = own - (OfBeside * 0.5 * (plane[at - away] + plane[at + away]));
                if (float.IsNaN((float)colour))
                    outside++;
                else
                    last = colour;
                running[row + 1] = running[row] + last;
            }

            if (outside > MostOutside * _rows)
                return false;
            var reach = Math.Max(1, (int)(Averaged * _step));
            for (var row = 0; row < _rows; row++)
            {
                var (from, to) = (Math.Max(0, row - reach), Math.Min(_rows, row + reach + 1));
                var mean = (running[to] - running[from]) / (to - from);
                _sums[channel][row + 1] = _sums[channel][row] + mean;
                _squares[channel][row + 1] = _squares[channel][row] + (mean * mean);
            }

            return true;
        }

        private double Error(int from, int to)
        {
            double error = 0;
            for (var channel = 0; channel < ColourPixels.Channels; channel++)
            {
                var sum = _sums[channel][to] - _sums[channel][from];
                error += _squares[channel][to] - _squares[channel][from] - (sum * sum / (to - from));
            }

            return error;
        }

        private double Difference(int from, int at, int to)
        {
            double squares = 0;
            foreach (var sums in _sums)
            {
                var apart = ((sums[at] - sums[from]) / (at - from)) - ((sums[to] - sums[at]) / (to - at));
                squares += apart * apart;
            }

            return Math.Sqrt(squares);
        }
    }
}
