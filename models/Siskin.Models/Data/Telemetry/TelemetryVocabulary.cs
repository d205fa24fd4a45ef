namespace Siskin.Models.Data.Telemetry;

/// <summary>Names, quantities and units, each in a list for training and one held out for evaluation.</summary>
internal static class TelemetryVocabulary
{
    /// <summary>Machines, rooms and parts.</summary>
    public static readonly string[] Things =
    [
        "boiler", "pump", "tank", "motor", "fan", "valve", "compressor", "heater", "chiller", "furnace", "oven",
        "fridge", "freezer", "kitchen", "bedroom", "bathroom", "garage", "cellar", "attic", "hall", "office", "lobby",
        "garden", "greenhouse", "barn", "stable", "shed", "roof", "basement", "corridor", "lab", "workshop", "server",
        "rack", "cabinet", "inverter", "battery pack", "charger", "grid", "meter", "generator", "turbine", "conveyor",
        "press", "mixer", "crusher", "mill", "lathe", "spindle", "gearbox", "bearing", "hydraulics", "coolant",
        "reactor", "silo", "well", "sump", "filter", "pipe", "inlet", "outlet", "supply", "return", "duct", "vent",
        "line", "zone", "floor", "room", "cell", "unit", "probe", "node", "dryer", "washer", "dishwasher",
        "printer", "laser", "robot", "crane", "lift", "gate", "door", "window", "engine", "exhaust", "radiator",
        "condenser", "evaporator", "burner", "stack", "brine", "loop", "pond", "pool", "sauna", "aquarium", "hive",
        "incubator", "stove", "panel", "string", "feeder", "trafo", "breaker", "ups", "router", "camera",
        "anchor", "antenna", "apron", "bakery", "barrel", "basin", "beacon", "belt", "blender", "bobbin", "boom", "booth",
        "bottler", "bridge", "bucket", "buffer", "bunker", "buoy", "busbar", "cabin", "caisson", "canal", "canteen",
        "carousel", "cart", "chamber", "chimney", "chute", "clutch", "column", "coop", "cooler", "cutter", "cyclone", "dam",
        "deck", "dock", "dome", "dosing", "drill", "driveway", "drum", "dryhouse", "dumper", "economizer", "elevator",
        "expander", "extruder", "fermenter", "flange", "flotation", "flywheel", "forge", "fountain", "foyer", "glazer",
        "granary", "grinder", "hangar", "harvester", "header", "hoist", "hydrant", "ice rink", "igniter", "jetty", "joint",
        "keg", "kiosk", "ladle", "landing", "larder", "launder", "library", "lighthouse", "locker", "lock", "mast",
        "membrane", "milker", "mixing bay", "moulder", "nozzle", "oxidizer", "packer", "pallet", "parlour", "pasteurizer",
        "patio", "peeler", "pelletizer", "pier", "piston", "platform", "porch", "purifier", "rail",
        "ramp", "reel", "regulator", "reservoir", "roller", "saw", "scale", "screw", "separator", "shaft", "shredder",
        "shutter", "sifter", "slicer", "smoker", "solar field", "sorter", "sprinkler", "squeezer", "stairs", "starter",
        "sterilizer", "storeroom", "strainer", "studio", "switchgear", "tower", "track", "tractor", "trailer", "trough",
        "truck", "tumbler", "urn", "vat", "vessel", "walkway", "wardrobe", "weir", "welder", "wheelhouse", "whisk", "wing",
    ];

    /// <summary>Words in front of a thing.</summary>
    public static readonly string[] Modifiers =
    [
        "main", "north", "south", "east", "west", "upper", "lower", "left", "right", "hot", "cold", "front", "rear",
        "inner", "outer", "primary", "backup", "feed", "cooling", "oil", "water", "air", "old", "new", "small",
        "top", "bottom", "big", "central", "deep", "double", "dry", "wet", "fast", "slow", "raw", "clean",
        "dirty", "remote", "local", "mobile", "fixed", "third", "side", "back", "waste",
        "fuel", "milk", "grain", "sand", "salt", "ash", "dust", "vacuum", "test", "red", "blue", "green", "white", "black",
    ];

    /// <summary>Things that training never names.</summary>
    public static readonly string[] HeldOutThings =
    [
        "kiln", "winch", "blower", "autoclave", "centrifuge", "agitator", "hopper", "digester", "scrubber", "manifold",
        "pantry", "veranda", "nursery", "balcony", "cistern", "windmill", "plotter", "furrow", "penstock", "rotor",
        "bilge", "galley", "hatchery", "brewhouse", "mash tun", "crucible", "plenum", "bulkhead", "derrick", "kettle",
        "orchard", "paddock", "quarry", "sluice", "tunnel", "vault", "warehouse", "yard", "loom", "forklift",
    ];

    /// <summary>Modifiers that training never shows.</summary>
    public static readonly string[] HeldOutModifiers =
        ["middle", "spare", "portable", "second", "aft", "forward", "steam", "gas", "acid", "dusty"];

    /// <summary>What is measured.</summary>
    public static readonly Quantity[] Quantities =
    [
        new("temperature", ["temp", "temperature", "temp", "t"], ["°C", "°C", "°F", "C"], ["K"], -10, 110, 2),
        new("temperature", ["temperature", "temp", "temperature_c"], [], ["degC"], 5, 40, 1),
        new("pressure", ["pressure", "press", "p"], ["bar", "psi", "kPa", "mbar"], ["hPa"], 0, 16, 2),
        new("humidity", ["humidity", "hum", "rh"], ["%", "%", "%RH"], ["pct"], 10, 99, 1),
        new("flow", ["flow", "flow_rate"], ["L/min", "m3/h", "l/h"], ["L/s"], 0, 90, 2),
        new("level", ["level", "lvl"], ["%", "mm", "m", "cm"], ["in"], 0, 100, 1),
        new("speed", ["speed", "rpm"], ["rpm"], ["m/s"], 200, 3600, 0),
        new("voltage", ["voltage", "volt", "u"], ["V", "V", "mV"], ["kV"], 2, 420, 2),
        new("current", ["current", "amps", "i"], ["A", "A", "mA"], ["kA"], 0, 63, 2),
        new("power", ["power", "watts", "pwr"], ["W", "kW"], ["MW"], 0, 2500, 1),
        new("energy", ["energy", "energy_total", "kwh"], ["kWh", "Wh"], ["MJ"], 10, 9999, 2),
        new("vibration", ["vibration", "vib"], ["mm/s", "g"], ["um"], 0, 12, 2),
        new("CO2", ["co2", "CO2", "co2_ppm"], ["ppm"], ["mg/m3"], 380, 2400, 0),
        new("illuminance", ["illuminance", "lux", "light"], ["lx", "lux"], ["klx"], 0, 2000, 0),
        new("pH", ["ph", "pH"], [], [], 3, 11, 2),
        new("torque", ["torque", "trq"], ["Nm"], ["kNm"], 0, 300, 1),
        new("weight", ["weight", "mass"], ["kg", "g", "t"], ["lb"], 0, 900, 1),
        new("frequency", ["frequency", "freq", "hz"], ["Hz"], ["kHz"], 45, 65, 2),
        new("position", ["position", "pos"], ["%", "mm"], ["deg"], 0, 100, 0),
        new("load", ["load", "load_pct"], ["%"], ["kN"], 0, 100, 1),
        new("noise", ["noise", "sound"], ["dB"], ["dBA"], 25, 110, 1),
        new("moisture", ["moisture", "soil_moisture"], ["%"], ["vol"], 5, 80, 0),
        new("distance", ["distance", "dist"], ["cm", "mm", "m"], ["ft"], 1, 400, 1),
        new("dew point", ["dew_point", "dewpoint"], ["°C"], ["degF"], -5, 24, 1),
        new("wind speed", ["wind_speed", "wind"], ["km/h", "mph"], ["kn"], 0, 90, 1),
        new("PM2.5", ["pm25", "pm2_5"], ["ug/m3"], ["ug"], 0, 150, 0),
        new("turbidity", ["turbidity", "turb"], ["NTU"], ["FNU"], 0, 40, 2),
        new("conductivity", ["conductivity", "ec"], ["uS/cm"], ["mS"], 50, 1900, 0),
        new("oxygen", ["oxygen", "o2"], ["%", "mg/L"], ["mg/kg"], 2, 25, 1),
        new("battery", ["battery", "batt", "battery_level"], ["%"], ["V"], 1, 100, 0),
        new("uptime", ["uptime", "up"], ["s", "h"], ["d"], 1, 9999, 0),
    ];

    /// <summary>Quantities that training never names.</summary>
    public static readonly Quantity[] HeldOutQuantities =
    [
        new("salinity", ["salinity", "sal"], [], ["ppt"], 0, 40, 1),
        new("viscosity", ["viscosity", "visc"], [], ["cSt"], 10, 500, 1),
        new("altitude", ["altitude", "alt"], [], ["masl"], 0, 2500, 0),
        new("tension", ["tension", "tens"], [], ["N"], 10, 800, 1),
        new("radiation", ["radiation", "solar_rad"], [], ["W/m2"], 0, 1100, 0),
        new("density", ["density", "dens"], [], ["kg/m3"], 600, 1400, 1),
        new("throughput", ["throughput", "tput"], [], ["pcs"], 0, 500, 0),
        new("strain", ["strain", "strn"], [], ["ustr"], 0, 900, 0),
    ];

    /// <summary>Quantities of small wireless devices, as zigbee2mqtt publishes them.</summary>
    public static readonly Quantity[] Wireless =
    [
        new("temperature", ["temperature"], [], [], -5, 35, 2),
        new("humidity", ["humidity"], [], [], 20, 95, 2),
        new("pressure", ["pressure"], [], [], 960, 1040, 1),
        new("battery", ["battery"], [], [], 1, 100, 0),
        new("link quality", ["linkquality"], [], [], 5, 255, 0),
        new("voltage", ["voltage"], [], [], 2400, 3200, 0),
        new("power", ["power"], [], [], 0, 2200, 1),
        new("energy", ["energy"], [], [], 0, 900, 2),
        new("illuminance", ["illuminance"], [], [], 0, 2000, 0),
        new("brightness", ["brightness"], [], [], 1, 254, 0),
        new("local temperature", ["local_temperature"], [], [], 5, 30, 1),
        new("position", ["position"], [], [], 0, 100, 0),
    ];

    private static readonly string[] Onsets =
    [
        "b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "kr", "st", "tr", "pl", "sk",
        "c", "h", "j", "w", "y", "qu", "ch", "sh", "th", "wh", "cr", "dr", "fl", "gr", "cl", "bl", "sp", "sw", "scr", "str",
    ];

    private static readonly string[] Vowels =
        ["a", "e", "i", "o", "u", "a", "e", "i", "o", "u", "ea", "ee", "oo", "ai", "ou", "oa", "au", "ie", "y"];

    private static readonly string[] Codas =
    [
        "", "", "", "n", "r", "l", "s", "x", "k", "m", "t", "d", "p", "w", "ck", "nd", "nk", "nt", "ng", "rd", "rn", "rt",
        "st", "sh", "th", "ll", "tch", "dge", "ft", "lt", "mp",
    ];

    private static readonly string[] Endings =
        ["er", "or", "ing", "age", "ery", "ator", "le", "ine", "ette", "el", "um", "ow", "house", "room", "ard", "y"];

    private static readonly string[] UnitLetters =
        ["m", "k", "u", "g", "l", "s", "h", "N", "J", "S", "T", "Hz", "mol", "t", "d", "rad", "cd", "Pa", "q", "B", "r", "W"];

    private static readonly HashSet<string> Reserved =
        [.. HeldOutThings.SelectMany(thing => thing.Split(' ')), .. HeldOutModifiers, .. HeldOutQuantities.SelectMany(q => q.Keys),
            "yes", "no", "none", "unknown", "never", "missing"];

    private static readonly HashSet<string> ReservedUnits =
        [.. HeldOutQuantities.Concat(Quantities).SelectMany(q => q.HeldOutUnits)];

    /// <summary>A word that means nothing, so that names must be copied rather than remembered.</summary>
    public static string Invented(Random rng)
    {
        while (true)
        {
            string word = string.Concat(Enumerable.Range(0, rng.Next(1, 4)).Select(_ => Syllable(rng)))
                + (rng.Chance(0.4) ? rng.Of(Endings) : "");
            if (word.Length is >= 3 and <= 11 && !Reserved.Contains(word))
                return word;
        }
    }

    /// <summary>A quantity that nobody measures, from a word that means nothing. Devices write its name or cut it short: "morane", "mor", "mrn".</summary>
    public static Quantity InventedQuantity(Random rng, Func<Random, string> invented)
    {
        while (true)
        {
            string word = invented(rng);
            string skeleton = word[0] + string.Concat(word.Skip(1).Where(letter => !"aeiou".Contains(letter)));
            string[] keys = [word, word, word[..Math.Min(word.Length, rng.Next(3, 6))], skeleton];
            if (word.Length > 4 && skeleton.Length > 2 && !keys.Any(Reserved.Contains))
                return new Quantity(word, keys, [], [], 0, (int)rng.LogUniform(10, 3000), rng.Next(3));
        }
    }

    /// <summary>Letters like those of a unit: "kS", "mol/h", "ptc".</summary>
    public static string InventedUnit(Random rng)
    {
        while (true)
        {
            string unit = rng.Next(4) switch
            {
                0 => rng.Of(UnitLetters) + rng.Of(UnitLetters),
                1 => rng.Of(UnitLetters) + "/" + rng.Of(UnitLetters),
                2 => string.Concat(Enumerable.Range(0, rng.Next(2, 5)).Select(_ => (char)('a' + rng.Next(26)))),
                _ => rng.Of(UnitLetters) + rng.Of(UnitLetters) + "/" + rng.Of(UnitLetters),
            };
            if (!ReservedUnits.Contains(unit))
                return unit;
        }
    }

    /// <summary>A word of two or three of the given pieces.</summary>
    public static string OfPieces(Random rng, IReadOnlyList<string> pieces)
    {
        while (true)
        {
            string word = string.Concat(Enumerable.Range(0, rng.Next(2, 4)).Select(_ => rng.Of(pieces)));
            if (word.Length is >= 4 and <= 12 && !Reserved.Contains(word))
                return word;
        }
    }

    private static string Syllable(Random rng) => rng.Of(Onsets) + rng.Of(Vowels) + rng.Of(Codas);
}
