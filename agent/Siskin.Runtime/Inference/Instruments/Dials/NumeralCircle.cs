using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// The circle that the numerals of a dial stand on: where its pivot is, told by print alone. Three numerals whose
/// angles about the middle of their circle grow with their values propose one (Fischler and Bolles, 1981, "Random
/// sample consensus", of all triples here), which is as good as the numerals that stand where it has them.
/// </summary>
/// <param name="Pivot">Its middle, in fractions of the frame.</param>
/// <param name="Radius">In heights of the frame.</param>
/// <param name="Low">The lowest numeral on it.</param>
/// <param name="High">The highest one.</param>
/// <param name="Score">How many numerals stand on it, each by how sure it is.</param>
internal sealed record NumeralCircle(FramePoint Pivot, double Radius, DialNumeral Low, DialNumeral High, double Score)
{
    /// <summary>
    /// Pivot and outermost numerals as the points of a scale; as far from the pivot as these the tip of its needle is
    /// sought, wherever it points.
    /// </summary>
    public ScaleKeypoints Points { get; } = new(Pivot, Low.At, High.At, Low.At);

    // In heights of the frame: smaller dials show no numerals, larger ones are arcs whose middle is anywhere.
    private const double Smallest = 0.06,
        Largest = 1.5;

    // Radians: the least and the most that a scale spans, and how far from its place a numeral may stand; of the
    // radius: how far from the ring.
    private const double LeastSweep = 0.9,
        MostSweep = 6.1,
        AngleError = 0.11,
        RingError = 0.1;

    // By how much the angle for one unit may differ between two parts of three numerals.
    private const double MostBend = 1.35;

    // More numbers are print, not a dial.
    private const int MostNumerals = 48;

    private const int Fewest = 4;
    private const double LeastScore = 3.2;

    // Steps in which the circle follows the numerals on it.
    private const int Rounds = 3;

    /// <summary>The circle on which most numerals stand; null where fewer than four do.</summary>
    /// <param name="numerals">Whatever may be a numeral.</param>
    /// <param name="aspect">Width over height of the frame.</param>
    public static NumeralCircle? Of(IReadOnlyList<DialNumeral> numerals, double aspect)
    {
        Place[] places =
        [
            .. numerals
                .OrderByDescending(numeral => numeral.Confidence)
                .Take(MostNumerals)
                .OrderBy(numeral => numeral.Value)
                .Select(numeral => new Place(numeral, numeral.At.X * aspect, numeral.At.Y)),
        ];
        var best = default(Fit?);
        for (var low = 0; low < places.Length; low++)
        for (var middle = low + 1; middle < places.Length; middle++)
        for (var high = middle + 1; high < places.Length; high++)
        {
            if (Propose(places[low], places[middle], places[high]) is not { } circle)
                continue;
            var fit = Weigh(circle, places);
            if (best is null || fit.Score > best.Value.Score)
                best = fit;
        }

        for (var round = 0; round < Rounds && best is { } found && found.Taken.Length >= Fewest; round++)
        {
            if (Through(found.Taken) is not { } middle)
                break;
            var fit = Weigh(Line(middle, found.Taken), places);
            if (fit.Score < found.Score)
                break;
            best = fit;
        }

        // No scale is all below zero: such a one rises the other way round.
        if (
            best is not { } chosen
            || chosen.Taken.Length < Fewest
            || chosen.Score < LeastScore
            || chosen.Taken[^1].Numeral.Value <= 0
        )
            return null;
        return new NumeralCircle(
            new FramePoint(chosen.Circle.X / aspect, chosen.Circle.Y),
            chosen.Circle.Radius,
            chosen.Taken[0].Numeral,
            chosen.Taken[^1].Numeral,
            chosen.Score
        );
    }

    private static Circle? Propose(Place low, Place middle, Place high)
    {
        if (
            low.Numeral.Line == middle.Numeral.Line
            || middle.Numeral.Line == high.Numeral.Line
            || low.Numeral.Line == high.Numeral.Line
            || low.Numeral.Value == middle.Numeral.Value
            || middle.Numeral.Value == high.Numeral.Value
            || Through([low, middle, high]) is not { } circle
            || circle.Radius is < Smallest or > Largest
        )
            return null;
        var first = Clockwise(circle, low, middle);
        var second = Clockwise(circle, middle, high);
        if (first + second is < LeastSweep or > MostSweep)
            return null;
        var (one, other) = (
            first / (middle.Numeral.Value - low.Numeral.Value),
            second / (high.Numeral.Value - middle.Numeral.Value)
        );
        return one / other is > MostBend or < 1 / MostBend ? null : Line(circle, [low, middle, high]);
    }

    // Which numerals stand where the circle has them, one of each line of print and of each value at most.
    private static Fit Weigh(Circle circle, Place[] places)
    {
        var taken = new List<(Place Place, double Off)>();
        foreach (var place in places)
        {
            var (x, y) = (place.X - circle.X, place.Y - circle.Y);
            var off = Math.Abs(Math.Sqrt((x * x) + (y * y)) - circle.Radius) / circle.Radius;
            if (off > RingError)
                continue;
            var expected = circle.Start + (circle.Slope * place.Numeral.Value);
            var apart = Math.Abs(Math.IEEERemainder(Math.Atan2(x, -y) - expected, Math.Tau));
            if (apart <= AngleError)
                taken.Add((place, (off / RingError) + (apart / AngleError)));
        }

        Place[] chosen =
        [
            .. taken
                .GroupBy(each => each.Place.Numeral.Line)
                .Select(line => line.MinBy(each => each.Off))
                .GroupBy(each => each.Place.Numeral.Value)
                .Select(value => value.MinBy(each => each.Off).Place)
                .OrderBy(place => place.Numeral.Value),
        ];
        // What is a whole turn and more from the first one stands there by chance.
        chosen =
        [
            .. chosen.Where(place => circle.Slope * (place.Numeral.Value - chosen[0].Numeral.Value) <= MostSweep),
        ];
        return new Fit(circle, chosen, chosen.Sum(place => place.Numeral.Confidence));
    }

    // The angle of the value 0 and for each unit, by least squares over numerals of rising values.
    private static Circle Line(Circle circle, Place[] places)
    {
        var angle = Angle(circle, places[0]);
        double sumV = 0,
            sumA = 0,
            sumVv = 0,
            sumVa = 0;
        for (var i = 0; i < places.Length; i++)
        {
            if (i > 0)
                angle += Clockwise(circle, places[i - 1], places[i]);
            var value = places[i].Numeral.Value;
            (sumV, sumA) = (sumV + value, sumA + angle);
            (sumVv, sumVa) = (sumVv + (value * value), sumVa + (value * angle));
        }

        var count = places.Length;
        var slope = ((count * sumVa) - (sumV * sumA)) / ((count * sumVv) - (sumV * sumV));
        return circle with { Slope = slope, Start = (sumA - (slope * sumV)) / count };
    }

    // The circle with the least squares of x^2 + y^2 + ax + by + c (Kåsa, 1976, "A circle fitting procedure and its error
    // analysis"); null where all stand in one line.
    private static Circle? Through(ReadOnlySpan<Place> places)
    {
        double x = 0,
            y = 0;
        foreach (var place in places)
            (x, y) = (x + (place.X / places.Length), y + (place.Y / places.Length));
        double xx = 0,
            xy = 0,
            yy = 0,
            xz = 0,
            yz = 0,
            zz = 0;
        foreach (var place in places)
        {
            var (u, v) = (place.X - x, place.Y - y);
            var square = (u * u) + (v * v);
            (xx, xy, yy) = (xx + (u * u), xy + (u * v), yy + (v * v));
            (xz, yz, zz) = (xz + (u * square), yz + (v * square), zz + square);
        }

        var determinant = (xx * yy) - (xy * xy);
        if (determinant < 1e-9)
            return null;
        var (right, down) = (((xz * yy) - (yz * xy)) / determinant / 2, ((yz * xx) - (xz * xy)) / determinant / 2);
        var radius = Math.Sqrt((right * right) + (down * down) + (zz / places.Length));
        return new Circle(x + right, y + down, radius, 0, 0);
    }

    private static double Angle(Circle circle, Place place) => Math.Atan2(place.X - circle.X, circle.Y - place.Y);

    private static double Clockwise(Circle circle, Place from, Place to) =>
        (Angle(circle, to) - Angle(circle, from) + (2 * Math.Tau)) % Math.Tau;

    // A numeral, in heights of the frame.
    private readonly record struct Place(DialNumeral Numeral, double X, double Y);

    // In heights of the frame; the angle of the value 0, and for each unit, clockwise from above.
    private readonly record struct Circle(double X, double Y, double Radius, double Start, double Slope);

    private readonly record struct Fit(Circle Circle, Place[] Taken, double Score);
}
