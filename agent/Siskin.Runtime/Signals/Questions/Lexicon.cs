namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Words of questions that name nothing: directions, frames of a sentence, things that go without saying.
/// </summary>
internal static class Lexicon
{
    private static string[] W(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Comparatives and superlatives: 1 for high, -1 for low.</summary>
    public static readonly Dictionary<string, int> Directions = Build(
        (
            1,
            "highest largest biggest greatest most maximum max peak peaked top maximal hottest warmest brightest fullest fastest loudest heaviest strongest best higher larger bigger greater hotter warmer brighter fuller faster louder heavier stronger better wettest windiest dampest busiest wetter damper windier busier tallest longest longer taller deeper deepest thickest quickest wettest worn"
        ),
        (
            -1,
            "lowest smallest least minimum min minimal coldest coolest darkest emptiest slowest quietest lightest weakest poorest worst bottom lower smaller colder cooler darker emptier slower quieter lighter weaker poorer drier shortest driest fewest worse shorter dimmer dimmest shallower shallowest calmest fewer thinnest"
        )
    );

    /// <summary>Words that carry no content of their own.</summary>
    public static readonly HashSet<string> Stop =
    [
        .. W(
            "the a an of is are was were be been being it its this that these those there here what whats which who where when how much many does do did has have had in at on off to for from with by and or not no any all every each anything something everything some one ones two both three i me my we our us you your please tell give show read reads report say says check whether if now currently moment right value values reading readings sensor sensors signal signals measurement measurements channel channels point points thing things high low get gets got going go goes ever still just so as than then above below over under exceed exceeds exceeded exceeding between within more less least most greater higher lower larger smaller up down out into quick latest last first newest recent most oldest earliest minimum maximum max min average mean avg total sum difference spread ratio trend count limit limits time times anywhere look need want know data find name list beyond can could would should will must may them they he she per percent doesn't isn't aren't wasn't gone passed past reached report's detect detected measure measures measured send sends sent make makes take takes taken use uses using draw draws carry carries carried through answer briefly exact only line thanks hi hello question whole together combined alltogether altogether add cent degrees ok okay too very really actually also have's across around about same like quickly shown shows showing displayed display displays indicate indicates indicated recorded record records reported reports reporting happen happened happens looks seem seems currently presently far off away itself yet already left anyone whose while during since until after before yes dont don't didn't ran run having am im i'm sit sits sitting stand stands standing stay stays stayed came did went lot enough quite exactly precisely roughly approximately approx amount amounts figure figures number numbers give gave gives provide provides provided let lets see sees saw seen keep keeps kept put puts do's well ago today's kind sort type entry entries row rows column columns item items"
        ),
    ];

    /// <summary>Things that go without saying where a text is about one.</summary>
    public static readonly HashSet<string> Things =
    [
        .. W(
            "device devices machine machines system systems unit units plant station stations sensor meter meters controller gateway box house home building site place places location locations server computer board module equipment installation node nodes thing circuit area areas probe probes node hardware instrument appliance object monitor process environment network line lines air ambient plug socket thermostat ups inverter converter host weather office factory hall shop rig setup asset assets apparatus gadget tag tags series log file table message payload room rooms place phase phases quantity outlet outlets emeter emeters"
                + " appliance reading kind thing data level mark rail attribute characteristic feed stuff show metric metrics field fields input inputs degree degrees percentage per cent"
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
