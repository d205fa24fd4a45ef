namespace Siskin.Runtime.Signals.Questions;

/// <summary>The words of the field, as tables.</summary>
internal static class Lexicon
{
    private static string[] W(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static readonly Concept[] Concepts =
    [
        new(
            "temperature",
            W(
                "temperature temp tmp temps warm warmth hot heat cold cool warmer warmest hotter hottest colder "
                    + "coldest cooler coolest chilly degree celsius"
            ),
            W("temperature temp tmp temps celsius tc degc thermocouple physical package core tctl tdie thermal t"),
            W("°c c °f f celsius ℃ k")
        ),
        new(
            "humidity",
            W("humidity humid moisture moist damp dry wetter drier driest dampest hum rh"),
            W("humidity hum rh moisture humid"),
            W("%rh rh")
        ),
        new(
            "pressure",
            W("pressure press baro barometer barometric"),
            W("pressure press baro pres prs dp p"),
            W("bar mbar hpa pa kpa mpa psi")
        ),
        new("battery", W("battery batt bat accu akku cell"), W("battery batt bat vbat bms accu"), []),
        new(
            "charge",
            W("charge soc charged full fuller fullest empty emptier emptiest"),
            W("charge soc level percent percentage pct battery"),
            W("%")
        ),
        new("level", W("level fill filled tank"), W("level fill lvl tank"), []),
        new(
            "power",
            W("power watt watts wattage consumption consume consuming drawing electricity output produce producing"),
            W("power watt watts pwr apower load_w w kw realpower pac"),
            W("w kw mw va kva")
        ),
        new(
            "energy",
            W("energy kwh wh consumption consumed produced yield"),
            W("energy kwh wh total yield consumption yieldtotal yieldday import export"),
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
            W("speed fast faster fastest slow slower slowest rpm revolutions velocity"),
            W("speed rpm velocity spd wind fan"),
            W("rpm m/s km/h 1/min")
        ),
        new("flow", W("flow flowing throughput"), W("flow rate gpm lpm"), W("l/min m³/h l/h m3/h l/s")),
        new(
            "light",
            W("light lux illuminance bright brighter brightest dark darker darkest brightness illumination dim"),
            W("illuminance lux light brightness bright lx intensity"),
            W("lx lux")
        ),
        new("co2", W("co2 carbon air-quality"), W("co2"), W("ppm")),
        new(
            "load",
            W("load loaded busy utilization utilisation usage used"),
            W("load utilization usage used cpu util percent"),
            []
        ),
        new("noise", W("noise noisy loud louder loudest sound quiet"), W("noise sound db spl"), W("db dba")),
        new("wind", W("wind windy"), W("wind"), []),
        new("rain", W("rain rainfall precipitation"), W("rain precipitation"), []),
        new("vibration", W("vibration vibrating shaking"), W("vibration vib accelerometer rms"), W("mm/s")),
        new("weight", W("weight heavy heavier heaviest mass weigh"), W("weight mass kg"), W("kg g t")),
        new("runtime", W("runtime uptime"), W("runtime uptime up"), []),
        new("water", W("leak leaking flood water flooded wet"), W("leak water flood moisture wet"), []),
        new(
            "motion",
            W("motion movement occupancy occupied presence moving"),
            W("motion occupancy presence pir occupied"),
            []
        ),
        new("setpoint", W("setpoint target desired setting"), W("setpoint target sp desired"), []),
        new("pf", W("power-factor cosphi"), W("pf cosphi powerfactor factor"), []),
        new("ph", W("ph acidity acid"), W("ph"), W("ph")),
        new("conductivity", W("conductivity"), W("conductivity cond ec"), W("ms us/cm ms/cm")),
        new("oxygen", W("oxygen o2"), W("oxygen o2"), []),
        new("salinity", W("salinity"), W("salinity sal"), []),
        new("turbidity", W("turbidity"), W("turbidity turb"), W("ntu")),
        new("strain", W("strain"), W("strain"), []),
        new("torque", W("torque"), W("torque"), W("nm")),
        new("distance", W("distance"), W("distance dist"), []),
        new("outdoor", W("outdoor outside exterior external"), W("outdoor outside ext external exterior"), []),
        new("indoor", W("indoor inside interior internal"), W("indoor inside internal interior int"), []),
        new("room", W("room local"), W("local room"), []),
        new(
            "fault",
            W("fault faulty alarm alert failure error trouble problem"),
            W("fault alarm alert failure err error"),
            []
        ),
        new("state", W("state status on off"), W("state status ison output relay enabled"), []),
        new("input", W("input mains come comes grid incoming"), W("input mains grid in"), []),
        new("active", W("active real"), W("act active real"), []),
        new("apparent", W("apparent"), W("aprt apparent"), []),
    ];

    /// <summary>Comparatives and superlatives: 1 for high, -1 for low.</summary>
    public static readonly Dictionary<string, int> Directions = Build(
        (
            1,
            "highest largest biggest greatest most maximum max peak top maximal hottest warmest brightest "
                + "fullest fastest loudest heaviest strongest best higher larger bigger greater hotter warmer brighter fuller faster louder heavier stronger better wettest windiest dampest busiest wetter damper tallest longest"
        ),
        (
            -1,
            "lowest smallest least minimum min minimal coldest coolest darkest emptiest slowest quietest "
                + "lightest weakest poorest worst bottom lower smaller colder cooler darker emptier slower quieter lighter weaker poorer weaker drier cooler shortest driest fewest worse"
        )
    );

    /// <summary>Words that carry no content of their own.</summary>
    public static readonly HashSet<string> Stop =
    [
        .. W(
            "the a an of is are was were be been being it its this that these those there here what whats which "
                + "who where when how much many does do did has have had in at on off to for from with by and or not no any all every each anything something everything some one ones two both three i me my we our you your please tell give show read report say state check whether if now currently moment right value values reading readings sensor sensors signal signals measurement measurements channel channels point points device devices number thing things high low get got gets going go goes ever still just so as than then above below over under exceed exceeds exceeded between within more less least most greater higher lower larger smaller up down out into quick latest last first newest recent most oldest earliest minimum maximum max min average mean total sum difference spread ratio trend count limit limits time times anywhere look up need want know data find name list anything beyond can could would should will must may them they he she percent does doesn't isn't aren't wasn't got gone passed level's report's detect detected measure measures send sends sent make makes take takes use uses using draw draw draws carry carries through goes answer briefly exact only line thanks hi question whole together combined alltogether add altogether per cent degrees degree hello ok okay too very really actually also have's across around about"
        ),
    ];

    private static Dictionary<string, int> Build(params (int Direction, string Words)[] rows)
    {
        var table = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((var direction, var words) in rows)
        foreach (var word in W(words))
            table[word] = direction;
        return table;
    }
}
