namespace Siskin.Runtime.Signals.Questions;

/// <summary>Takes apart what a name writes as one: <c>curflowtemp</c> is cur, flow and temp.</summary>
internal static class GrownWords
{
    private const int MostParts = 5;

    // Parts of names besides those that stand for a quantity.
    private static readonly HashSet<string> Vocabulary =
    [
        .. Concepts
            .All.SelectMany(concept => concept.Keys.Concat(concept.Words))
            .Where(word => word.Length > 2 && word is not ("room" or "win")),
        .. (
            "cur set ret sys max min avg out daily weekly monthly yearly hourly day week year last first code service time total left hp aux tap dhw hot cold inlet outlet main air oil fuel water gas room1 lo hi dir direction radiation event rel abs pump valve heat cool boiler zone tank "
            + "reactive apparent active phase grid house home car charge discharge module cell stack pack min mean count number id status mode alarm error fan rate speed load pm tvoc uv dew point index link quality soil batt bat front back left right top bottom north south east west "
            + "upper lower supply feed exhaust intake chamber bed nozzle tool print session energy import export generated produced used free avail "
            + "boot reboot restart ram heap flash disk swap cpu gpu core bytes packets sent received dropped lost failed retries clients users queue cache requests signal noise channel frequency band "
            + "distance remaining reserve capacity cycles percent percentage state value target actual measured desired brightness door window contact motion gust storm trip sleep glucose insulin reservoir basal blood body skin weight "
            + "inverter converter conversion efficiency cumulated input output internal external ambient motor engine coolant compressor condenser evaporator charger panel string heatsink board memory wind rain solar sensor device"
        ).Split(' '),
    ];

    private static readonly HashSet<string> Tails =
    [
        .. "in,inf,f,c,mph,kph,kmh,ms,pct,kw,kwh,w,v,a,mm,hpa,lx,ppm,rpm".Split(','),
    ];

    /// <summary>The parts of a word that is made of known ones only; null where it is not.</summary>
    public static List<string>? Parts(string word)
    {
        if (Vocabulary.Contains(word))
            return null;
        var parts = new List<string>();
        return TryCut(word, 0, parts) && parts.Count > 1 ? parts : null;
    }

    private static bool TryCut(string word, int from, List<string> parts)
    {
        if (from == word.Length)
            return true;
        if (parts.Count == MostParts)
            return false;
        for (var to = word.Length; to > from; to--)
        {
            var part = word[from..to];
            if (!Vocabulary.Contains(part) && !(from > 0 && to == word.Length && Tails.Contains(part)))
                continue;
            parts.Add(part);
            if (TryCut(word, to, parts))
                return true;
            parts.RemoveAt(parts.Count - 1);
        }

        return false;
    }
}
