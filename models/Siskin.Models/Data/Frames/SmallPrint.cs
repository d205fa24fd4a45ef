namespace Siskin.Models.Data.Frames;

/// <summary>Words and numbers that stand on an instrument but are not its reading.</summary>
internal static class SmallPrint
{
    private static readonly string[] Words =
    [
        "No",
        "Nr",
        "Typ",
        "Cl. 1.6",
        "Cl. 2.5",
        "IP65",
        "Qn 1.5",
        "Q3 2.5",
        "PN16",
        "Pmax 0.5",
        "V 1.2 dm³",
        "CE",
        "DN20",
        "230V",
        "50 Hz",
        "5(60)A",
        "2024",
        "2019",
        "TEST",
        "imp/kWh",
        "0.01",
        "x0.1",
        "MAX",
        "MIN",
        "SET",
        "RUN",
        "ALARM",
        "POWER",
        "PUMP",
        "TEMP",
        "FLOW",
    ];

    /// <summary>A short inscription: a word, an invented maker or a serial number.</summary>
    public static string Draw(Random rng) =>
        rng.Next(3) switch
        {
            0 => rng.PickFrom(Words),
            1 => string.Concat(Enumerable.Range(0, rng.Next(3, 8)).Select(_ => (char)('A' + rng.Next(26)))),
            _ => $"{(char)('A' + rng.Next(26))}{rng.Next(10, 100)} {rng.Next(1000, 100000)}",
        };
}
