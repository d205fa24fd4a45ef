namespace Siskin.Models.Data.Telemetry;

/// <summary>Quantities with their units, for training and held out for evaluation.</summary>
internal static class KnownQuantities
{
    /// <summary>What is measured.</summary>
    public static readonly Quantity[] All =
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

    /// <summary>All that training never names.</summary>
    public static readonly Quantity[] HeldOut =
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

    /// <summary>All of small wireless devices, as zigbee2mqtt publishes them.</summary>
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
}
