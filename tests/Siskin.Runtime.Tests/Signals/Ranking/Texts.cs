using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;

namespace Siskin.Runtime.Tests.Signals.Ranking;

/// <summary>Tables that questions are ranked on.</summary>
internal static class Texts
{
    public static SignalTable Boiler { get; } =
        SignalReader.Read(
            "boiler/temperature 61.5 °C\nboiler/pressure 1.8 bar\nboiler/burner on\nroom/temperature 19.5 °C\n"
        );

    public static SignalTable Log { get; } =
        SignalReader.Read(
            "2025-03-04 10:00:01 INFO pump started\n2025-03-04 10:05:17 ERROR pump blocked\n2025-03-04 10:09:40 WARN tank low\n"
        );

    public static SignalTable Series { get; } =
        SignalReader.Read("time,level\n10:00,4.0\n10:10,4.5\n10:20,5.5\n10:30,5.0\n");
}
