namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// Words of any kind for names of things: people call a sensor anything. With the names of machines alone, tokens that
/// none of them has are not learned to be copied, and "second_kettle" came back as "seJ_kettle". No word here is held
/// out.
/// </summary>
internal static class CommonWords
{
    /// <summary>The words, in lower case.</summary>
    public static readonly string[] All = Text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private const string Text = """
        acorn adapter airport alcove alley almond alpha amber anchor angle animal ankle apple april arcade arctic
        armchair arrow artist aspen atlas atom august autumn avenue azure badge bagel bamboo banana banner basket
        beaver bedrock beetle bench berry beta bicycle birch biscuit bishop blanket blossom bonus border bottle
        boulder bracket branch brass breeze brick bronze brook brush bubble buffalo builder bundle butter button cable
        cactus calm camel candle canyon captain caramel cargo carpet carrot castle cedar cellist cement census center
        ceramic chain chalk champion chapel cherry chess chestnut chief cinema circle circuit citrus city classic
        client cliff clinic clock clover cobalt cocoa coconut coffee collar college colony comet compact compass
        concert concrete condor conductor connector console convex cook copper coral cordless corner cosmos cottage
        cotton council country couple courier cousin cradle crater crayon credit crest cricket crimson crown crystal
        cube culvert curtain cushion custom cylinder daisy dancer dawn debate decoder delta demand dentist deposit
        depot desert desk diamond diesel digital dinner diode direct disc distant district divider doctor dolphin
        domain donkey doorway dragon drawer dream driver duplex dynamo eagle early earth easel echo eclipse edge
        editor effluent eight elastic elbow electric elephant eleven elm ember emerald encoder entrance envelope
        equator escape estate ethanol evening event exact expert express external extra fabric factory falcon family
        farmer father feather federal fellow fence ferry festival fiber fifth figure final finger fire first fiscal
        flamingo flat flint flower focus folder forest fork fortune fossil fountain fourth fox fragile fresh friend
        frog frontier frost fruit future gallery gamma garlic gazebo general gentle ginger giraffe girder glacier
        glass global glove goblin gold gondola gorge grade granite grape graph gravel guest guide guitar gulf
        gymnasium habitat hammer hamster harbor harvest hawk hazel health heart heavy hedge helium helmet herald
        hermit hickory highway hobby hollow honey horizon horse hospital hostel hotel human hundred hunter hydro igloo
        image impact import index indigo indoor infant insect inside instant integer interior internal invoice iris
        iron island ivory ivy jacket jaguar january jasmine jelly jersey jewel journey judge juice july jumbo june
        jungle junior juniper jury kernel keyboard kidney king kitten knight knob koala ladder lagoon lake lantern
        large laurel lava lawn layer leader leaf leather legend lemon lentil lever liberty lilac lily limestone linear
        linen lion liquid lizard lobster logic london lotus lucky lumber lunar machine magenta magnet mahogany mango
        manor maple marble march margin marina market marsh marvel master matrix meadow medium mellow melon memory
        mercury meteor method metro middleware midnight mineral minute mirror mission modern module molar monkey
        monsoon morning mosaic mother mountain mouse museum mushroom music mustard mystic narrow nation native nature
        nebula needle neon nephew nest network neutral nickel night ninth noble normal notebook novel nursing nutmeg
        oak oasis object ocean octagon october offset olive omega onion opal optic orange orbit orchid order organ
        origin osprey ostrich otter oval owl oyster pacific package paddle page palace palm panda panther papaya paper
        parade parcel park parrot partner pasture path pattern peach peanut pearl pebble pelican pencil penguin pepper
        perfect person phase phoenix piano picture pigeon pilot pine pink pioneer pistachio planet plastic plate plaza
        plum pocket point polar police pony poplar portal postal potato powder prairie premium pretty prime prism
        private process product project proper public pulsar pumpkin purple puzzle pyramid quality quarter quartz
        queen quick quiet quince rabbit raccoon radar radio raft rainbow random ranger rapid raven record redwood reef
        region relief reserve resort ribbon rider ridge ring river robin rocket rocky rose round royal rubber ruby
        rural rustic sable saddle saffron sailor salmon sample sandal sapphire satin saturn savanna school science
        scout season secret section sector seed select senior september series seventh shadow shallow shark sheep
        shelf shell shelter shield ship shore short sierra silent silk silver simple single sister sixth skylark slate
        sleeper smart snow social socket sodium soft solar solid sonar source sparrow speaker special spider spiral
        split spring spruce square squirrel stadium standard star station statue steel stellar stone storm straight
        stream street strong student sugar summer summit sunny sunset super surface swallow swan swift symbol system
        table talent tandem tango target tavern teacher teak temple tenth terrace texture theatre thermal thistle
        thousand thunder ticket tiger timber tin titan toast tomato topaz torch toucan tourist town trail training
        transfer transit travel treasure triangle tribune triple tropic trout trumpet tulip tundra turquoise turtle
        twelve twin ultra umber umbrella uncle under uniform union unity universal uranium urban user utility valley
        vanilla vapor vector velvet venus verdict vertical veteran victor village vintage violet violin virtual vision
        visitor vital vivid volcano voyage vulture waffle wagon walnut walrus water wave weather wedding weekend west
        western whale wheat wheel whisper whistle wide wild willow window winter wisdom wolf wonder wooden wool worker
        world yacht yarn yellow yoga young zebra zenith zero zinc zodiac
        """;
}
