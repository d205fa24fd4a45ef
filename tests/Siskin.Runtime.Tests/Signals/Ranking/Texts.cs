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

    public static SignalTable Outlets { get; } =
        SignalReader.Read(
            "a/state on\na/power 41.5 W\nb/state off\nb/power 0.4 W\nc/state on\nc/power 12.5 W\nd/state off\nd/power 0.9 W\n"
        );

    public static SignalTable Cells { get; } =
        SignalReader.Read(
            "time,cell,mV,state\n10:00,1,3277,idle\n10:01,2,3276,balancing\n10:02,3,3261,idle\n10:03,4,3275,idle\n"
        );
}
