namespace Siskin.Agent.Wire;

/// <summary>A rectangle in pixels or in fractions of width and height, or <see cref="Auto"/>.</summary>
internal sealed record CropArea(double X, double Y, double Width, double Height, bool Fractions)
{
    /// <summary>What <see cref="Parse"/> takes.</summary>
    public const string Allowed =
        "[x, y, width, height] in whole pixels, or as fractions such as [0.1, 0.25, 0.5, 0.5] that stay within 0 to 1, "
        + "or \"auto\"";

    private const string AutoName = "auto";

    /// <summary>Where the model finds the instrument.</summary>
    public static CropArea Auto { get; } = new(0, 0, 1, 1, Fractions: true) { IsAuto = true };

    /// <summary>Whether it is where the model finds the instrument.</summary>
    public bool IsAuto { get; private init; }

    /// <summary>Four whole numbers are pixels; with a point in one of them they are fractions. Or a word.</summary>
    public static CropArea? Parse(object value)
    {
        if (value is AutoName)
            return Auto;
        if (value is not object[] { Length: 4 } items || !items.All(item => item is long or double))
            return null;
        var numbers = items.Select(item => item is long whole ? whole : (double)item).ToArray();
        var fractions = items.Any(item => item is double);
        var crop = new CropArea(numbers[0], numbers[1], numbers[2], numbers[3], fractions);
        return crop.IsPossible ? crop : null;
    }

    private bool IsPossible =>
        Fractions
            ? X >= 0 && Y >= 0 && Width > 0 && Height > 0 && X + Width <= 1 + 1e-9 && Y + Height <= 1 + 1e-9
            : X is >= 0 and < 100_000
                && Y is >= 0 and < 100_000
                && Width is >= 1 and <= 100_000
                && Height is >= 1 and <= 100_000;
}
