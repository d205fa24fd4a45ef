namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// The quantities and things of the field: how people call them, how signals are called, and their units.
/// </summary>
internal static class Concepts
{
    private static string[] W(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static readonly Concept[] All =
    [
        new(
            "temperature",
            W(
                "temperature temp temps tmp warm warmth hot heat cold cool chilly warmer warmest hotter hottest colder coldest cooler coolest degree celsius fahrenheit kelvin freezing thermal"
            ),
            W(
                "temperature temp temps tmp celsius degc tc tf thermocouple physical package core tctl tdie tccd composite systin cputin thermal therm t"
            ),
            W("°c c °f f celsius ℃ k °k degc")
        ),
        new(
            "humidity",
            W("humidity humid moisture moist damp dry wetter drier driest dampest hum rh dampness"),
            W("humidity hum humid rh moisture"),
            W("%rh rh")
        ),
        new(
            "pressure",
            W("pressure press baro barometer barometric pressurized"),
            W("pressure press baro barometer pres prs dp p druck"),
            W("bar mbar hpa pa kpa mpa psi psig")
        ),
        new("battery", W("battery batt bat accu akku cell batteries"), W("battery batt bat vbat bms accu"), []),
        new(
            "charge",
            W("charge soc charged full fuller fullest empty emptier emptiest level remaining"),
            W("charge soc level percent percentage pct battery"),
            W("%")
        ),
        new("level", W("level fill filled tank full"), W("level fill lvl tank volume"), []),
        new(
            "power",
            W(
                "power watt watts wattage consumption consume consuming drawing electricity output produce producing produced generate generating pulling"
            ),
            W("power watt watts pwr apower kw realpower pac load"),
            W("w kw mw va kva")
        ),
        new(
            "energy",
            W("energy kwh wh consumption consumed produced yield used generated"),
            W("energy kwh wh total yield consumption yieldtotal yieldday import export today yesterday aenergy"),
            W("kwh wh mwh")
        ),
        new("current", W("current amp amps ampere amperes"), W("current amp amps curr i ma"), W("a ma")),
        new("voltage", W("voltage volt volts"), W("voltage volt volts v mv vbat vcc u in"), W("v mv kv")),
        new("frequency", W("frequency freq hertz hz"), W("frequency freq hz"), W("hz khz mhz")),
        new(
            "link",
            W("link linkquality lqi radio reception wifi rssi wireless signal"),
            W("linkquality lqi rssi signal link wifi"),
            W("dbm lqi")
        ),
        new("snr", W("snr noise-ratio"), W("snr"), W("db")),
        new("fan", W("fan rpm"), W("fan rpm"), W("rpm")),
        new(
            "speed",
            W(
                "speed fast faster fastest slow slower slowest rpm revolutions velocity spinning turning rotating rotation"
            ),
            W("speed rpm velocity spd fan"),
            W("rpm m/s km/h 1/min u/min r/min")
        ),
        new(
            "flow",
            W("flow flowing throughput"),
            W("flow flowrate gpm lpm rate"),
            W("l/min m³/h l/h m3/h l/s m3h lpm")
        ),
        new(
            "light",
            W(
                "light lux illuminance bright brighter brightest dark darker darkest brightness illumination dim dimmer dimmest dimmed"
            ),
            W("illuminance lux light brightness bright lx intensity"),
            W("lx lux")
        ),
        new("co2", W("co2 carbon air-quality dioxide"), W("co2"), W("ppm")),
        new(
            "load",
            W("load loaded busy busier busiest utilization utilisation usage used"),
            W("load utilization usage used cpu util percent"),
            []
        ),
        new(
            "noise",
            W("noise noisy loud louder loudest sound quiet quieter quietest"),
            W("noise sound db spl"),
            W("db dba")
        ),
        new("wind", W("wind windy windiest windier"), W("wind"), []),
        new("gust", W("gust gusts gusty"), W("gust"), []),
        new("rain", W("rain rainfall raining precipitation rainy"), W("rain precipitation"), []),
        new(
            "vibration",
            W("vibration vibrating shaking vibrate vibrates vibrations"),
            W("vibration vib accelerometer rms"),
            W("mm/s")
        ),
        new("weight", W("weight heavy heavier heaviest mass weigh weighs"), W("weight mass kg"), W("kg g t")),
        new("runtime", W("runtime uptime running-time autonomy"), W("runtime uptime up hours"), []),
        new("water", W("leak leaking flood water flooded wet leakage"), W("leak water flood moisture wet"), []),
        new(
            "motion",
            W("motion movement occupancy occupied presence moving anyone anybody somebody someone present"),
            W("motion occupancy presence pir occupied movement"),
            []
        ),
        new("setpoint", W("setpoint target desired setting"), W("setpoint target sp desired"), []),
        new("pf", W("powerfactor cosphi pf"), W("pf cosphi powerfactor factor"), []),
        new("ph", W("ph acidity acid acidic"), W("ph"), W("ph")),
        new("conductivity", W("conductivity"), W("conductivity cond ec"), W("ms us/cm ms/cm µs/cm")),
        new("oxygen", W("oxygen o2"), W("oxygen o2 do"), []),
        new("salinity", W("salinity"), W("salinity sal"), []),
        new("turbidity", W("turbidity cloudy turbid"), W("turbidity turb"), W("ntu")),
        new("strain", W("strain"), W("strain"), []),
        new("torque", W("torque"), W("torque"), W("nm")),
        new("distance", W("distance"), W("distance dist range"), []),
        new(
            "outdoor",
            W("outdoor outside exterior external outdoors"),
            W("outdoor outside ext external exterior out oat"),
            []
        ),
        new("indoor", W("indoor inside interior internal indoors"), W("indoor inside internal interior int in"), []),
        new("room", W("room local"), W("local room"), []),
        new(
            "fault",
            W("fault faulty alarm alert failure error trouble problem"),
            W("fault alarm alert failure err error"),
            []
        ),
        new("state", W("state status"), W("state status ison output relay enabled"), []),
        new("input", W("input mains come comes grid incoming line utility"), W("input mains grid in"), []),
        new("active", W("active real"), W("act active real"), []),
        new("apparent", W("apparent"), W("aprt apparent"), []),
        new("memory", W("memory ram"), W("memory ram mem"), []),
        new(
            "disk",
            W("disk filesystem storage space drive partition volume ssd"),
            W("filesystem disk storage fs nvme hdd ssd drive mountpoint"),
            []
        ),
        new("network", W("network ssid interface"), W("ssid network eth wlan"), []),
        new("address", W("address ip"), W("ip addr address"), []),
        new(
            "version",
            W("version firmware release build"),
            W("version firmware fw ver swversion installed_version"),
            []
        ),
        new("processor", W("cpu processor"), W("cpu processor coretemp k10temp tctl tdie package"), []),
        new("free", W("free available spare remaining left"), W("free avail available"), []),
        new("cycles", W("cycles cycle counter pieces parts"), W("cycle cycles count counter parts"), []),
        new("smoke", W("smoke fire"), W("smoke"), []),
        new("supply", W("supply flow-pipe forward"), W("supply vl vorlauf flow"), []),
        new("return", W("return returning"), W("return rl ret"), []),
        new("hotwater", W("dhw hotwater"), W("dhw hotwater boiler"), []),
        new("soil", W("soil ground earth"), W("soil ground"), []),
        new("dust", W("dust particulate particulates pm"), W("pm dust particulate pm25 pm10"), W("µg/m³ ug/m3")),
        new("gas", W("gas voc tvoc"), W("gas voc tvoc iaq"), []),
        new("hours", W("hours hour"), W("hours hour hrs"), W("h")),
        new("position", W("position opening opened"), W("position pos opening travel"), []),
        new("wear", W("wear worn lifetime lifespan endurance"), W("wear wearout used life endurance"), []),
        new("solar", W("solar pv photovoltaic panel panels sun"), W("solar pv photovoltaic panel"), []),
        new("latency", W("latency ping delay response"), W("latency ping rtt delay"), W("ms")),
        new("valve", W("valve damper"), W("valve damper vlv"), []),
        new("door", W("door gate"), W("door gate contact"), []),
        new("window", W("window"), W("window contact"), []),
        new("queue", W("queue backlog queued"), W("queue backlog depth"), []),
        new("connections", W("connections clients sessions users"), W("connections clients sessions users conn"), []),
        new("thickness", W("thickness thick"), W("thickness"), []),
        new("angle", W("angle tilt tilted inclination"), W("angle tilt inclination"), W("° deg")),
    ];
}
