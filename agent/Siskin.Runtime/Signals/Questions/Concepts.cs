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
                "temperature temp temps tmp warm warmth hot heat cold cool chilly warmer warmest hotter hottest colder coldest cooler coolest degree celsius fahrenheit kelvin freezing thermal toasty cosy frost temperatur temperatuur température chaud froid kalt heiß koud"
            ),
            W(
                "temperature temp temps tmp celsius degc tc tf thermocouple physical package core tctl tdie tccd composite systin cputin thermal therm t temperatur temperatuur température"
            ),
            W("°c c °f f celsius ℃ k °k degc")
        ),
        new(
            "humidity",
            W(
                "humidity humid moisture moist damp dry wetter drier driest dampest hum rh dampness moistness luftfeuchte feuchte feuchtigkeit humidité vochtigheid luchtvochtigheid"
            ),
            W(
                "humidity hum humid rh moisture humidity luftfeuchte feuchte feuchtigkeit humidité vochtigheid luchtvochtigheid hr rf"
            ),
            W("%rh rh")
        ),
        new(
            "pressure",
            W("pressure press baro barometer barometric pressurized druck pression druk luftdruck luchtdruck"),
            W("pressure press baro barometer pres prs dp p druck luftdruck luchtdruck pression druk vac vacuum"),
            W("bar mbar hpa pa kpa mpa psi psig")
        ),
        new(
            "battery",
            W("battery batt bat accu akku batteries batterie batterij"),
            W("battery batt bat vbat bms accu batterie batterij"),
            []
        ),
        new(
            "charge",
            W("charge soc charged full fuller fullest empty emptier emptiest level remaining"),
            W("charge soc level percent percentage pct battery"),
            W("%")
        ),
        new(
            "level",
            W("level fill filled tank full füllstand niveau peil"),
            W("level fill lvl tank volume füllstand fuellstand niveau peil"),
            []
        ),
        new(
            "power",
            W(
                "power watt watts wattage consumption consume consuming drawing electricity output produce producing produced generate generating pulling leistung puissance vermogen draw"
            ),
            W("power watt watts pwr apower kw realpower pac load leistung puissance vermogen p"),
            W("w kw mw va kva")
        ),
        new(
            "energy",
            W("energy kwh wh consumption consumed produced yield used generated energie énergie"),
            W(
                "energy kwh wh total yield consumption yieldtotal yieldday import export today yesterday aenergy energie énergie verbrauch"
            ),
            W("kwh wh mwh")
        ),
        new(
            "current",
            W("current amp amps ampere amperes strom courant stroom"),
            W("current amp amps curr i ma strom courant stroom"),
            W("a ma")
        ),
        new(
            "voltage",
            W("voltage volt volts spannung tension spanning"),
            W("voltage volt volts v mv vbat vcc u in spannung tension spanning u"),
            W("v mv kv")
        ),
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
            W("flow flowing inflow outflow throughput durchfluss débit debiet volumenstrom"),
            W("flow flowrate gpm lpm rate durchfluss débit debiet volumenstrom"),
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
        new("wind", W("wind windy windiest windier"), W("wind windspeed"), []),
        new("gust", W("gust gusts gusty"), W("gust gust windspitze böe boe windböe rafale windstoot"), []),
        new(
            "rain",
            W("rain rainfall raining precipitation rainy niederschlag regen pluie neerslag rained"),
            W("rain precipitation niederschlag regen pluie neerslag rainfall"),
            []
        ),
        new(
            "vibration",
            W("vibration vibrating shaking vibrate vibrates vibrations"),
            W("vibration vib accelerometer rms"),
            W("mm/s")
        ),
        new("weight", W("weight heavy heavier heaviest mass weigh weighs"), W("weight mass kg"), W("kg g t")),
        new("runtime", W("runtime uptime running-time autonomy elapsed"), W("runtime uptime up hours elapsed"), []),
        new("water", W("leak leaking flood water flooded wet leakage"), W("leak water flood moisture wet"), []),
        new(
            "motion",
            W("motion movement occupancy occupied presence moving anyone anybody somebody someone present"),
            W("motion occupancy presence pir occupied movement bewegung mouvement beweging"),
            []
        ),
        new("setpoint", W("setpoint target desired setting"), W("setpoint target sp desired"), []),
        new("pf", W("powerfactor cosphi pf"), W("pf cosphi powerfactor factor"), []),
        new("ph", W("ph acidity acid acidic"), W("ph"), W("ph")),
        new("conductivity", W("conductivity"), W("conductivity cond ec"), W("ms us/cm ms/cm µs/cm")),
        new("oxygen", W("oxygen o2"), W("oxygen o2 do"), []),
        new("ammonium", W("ammonium ammonia nh4"), W("ammonium nh4 ammonia"), []),
        new("salinity", W("salinity"), W("salinity sal"), []),
        new("turbidity", W("turbidity cloudy turbid trübung"), W("turbidity turb trübung"), W("ntu")),
        new("strain", W("strain"), W("strain"), []),
        new("torque", W("torque"), W("torque"), W("nm")),
        new("distance", W("distance"), W("distance dist range"), []),
        new(
            "outdoor",
            W(
                "outdoor outside exterior external outdoors exterior aussen außen draussen draußen dehors buiten yard garden"
            ),
            W("outdoor outside ext external exterior out oat aussen außen buiten ext extérieur"),
            []
        ),
        new(
            "indoor",
            W("indoor inside interior internal indoors drinnen innen intérieur binnen"),
            W("indoor inside internal interior int in inf innen intérieur binnen"),
            []
        ),
        new("room", W("room local"), W("local room"), []),
        new(
            "fault",
            W("fault faulty alarm alert failure error trouble problem störung fehler défaut panne storing"),
            W("fault alarm alert failure err error störung stoerung fehler défaut storing"),
            []
        ),
        new("state", W("state status"), W("state status ison output relay enabled"), []),
        new("input", W("input mains come comes grid incoming line utility"), W("input mains grid in"), []),
        new("active", W("active real"), W("act active real"), []),
        new("apparent", W("apparent"), W("aprt apparent"), []),
        new("memory", W("memory ram vram"), W("memory ram mem vram"), []),
        new(
            "disk",
            W("disk filesystem storage space drive partition volume ssd filesystems mount mounts disks drives"),
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
        new("cell", W("cell"), W("cell"), []),
        new("tyre", W("tire tyre wheel"), W("tpms tire tyre wheel"), []),
        new("compressor", W("compressor"), W("compressor comp"), []),
        new("relay", W("relay switch"), W("relay output outlet plug socket switch power ison"), []),
        new("remaining", W("remaining left"), W("remaining remain togo timeleft ttg eta"), []),
        new(
            "export",
            W("export exported exporting feed feeding returned sold delivering supplied"),
            W("export returned feedin exported"),
            []
        ),
        new(
            "import",
            W("import imported importing bought purchased drawn consumed"),
            W("import imported consumed consume purchased"),
            []
        ),
        new("health", W("health soh healthy"), W("health soh"), []),
        new("odometer", W("odometer mileage odo kilometrage"), W("odometer mileage odo"), []),
        new("altitude", W("altitude elevation height"), W("altitude elevation alt height"), []),
        new("direction", W("direction heading bearing azimuth"), W("dir direction heading bearing azimuth"), []),
        new(
            "radiation",
            W("irradiance radiation sunlight sunshine insolation"),
            W("radiation irradiance solarradiation ghi"),
            W("w/m²")
        ),
        new("dewpoint", W("dewpoint"), W("dewpoint"), []),
        new("frames", W("frame fps framerate"), W("fps frame"), W("fps")),
        new("throttle", W("throttle"), W("throttle"), []),
        new("fuel", W("fuel petrol diesel gasoline"), W("fuel"), []),
        new("coolant", W("coolant"), W("coolant"), []),
        new("spindle", W("spindle"), W("spindle"), []),
        new("nozzle", W("nozzle hotend extruder"), W("nozzle hotend extruder tool"), []),
        new("bed", W("bed hotbed"), W("bed"), []),
        new("salt", W("salt"), W("salt"), []),
        new("chlorine", W("chlorine orp redox chlor"), W("chlorine orp redox chlor cl2"), []),
        new("progress", W("progress completion finished done"), W("progress completion complete"), []),
        new("capacity", W("capacity"), W("capacity"), W("ah mah")),
        new("vehicle", W("vehicle car"), W("vehicle car ev"), []),
    ];
}
