using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

/// <summary>Questions that name two things or a part of a whole, in whatever words.</summary>
public sealed class SecondLookTests
{
    private const string Phases = """
        {"a_voltage":233.1,"a_act_power":412.7,"b_voltage":236.8,"b_act_power":-138.2,"c_voltage":229.4,"c_act_power":905.4}
        """;

    private const string Weather =
        "tempinf=70.7&humidityin=41&tempf=41.5&humidity=88&soilmoisture1=33&soilmoisture2=48";

    private const string Print = """
        {"gpu":{"memory_used":21865,"memory_total":24564},"job":{"total_layer":190,"current_layer":63}}
        """;

    private const string Memory = "Mem/total 15884\nMem/used 9412\nMem/free 611";

    private const string House = """
        {"power import":0.4,"power export":0.0,"Load":{"power_w":1397},"Pv":{"power_w":812}}
        """;

    [Theory]
    [InlineData(Phases, "is phase c pulling more than phase a", "yes")]
    [InlineData(Phases, "c minus a in active power", "492.7")]
    [InlineData(Weather, "how much warmer is it inside than out", "29.2")]
    [InlineData(House, "does the house use more than the pv makes?", "yes")]
    public void Two_things_are_found_at_once(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);

    [Theory]
    [InlineData(Print, "layers left to go?", "127")]
    [InlineData(Print, "how much gpu memory is left", "2699")]
    [InlineData(Memory, "is more than half of the memory used?", "yes: 59.25 %")]
    [InlineData(Memory, "is less than a quarter of the memory used?", "no: 59.25 %")]
    public void What_is_left_of_a_whole_is_computed(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);

    [Theory]
    [InlineData(House, "are we feeding back into the grid?", "no")]
    [InlineData(House, "are we importing?", "yes")]
    public void Power_flows_one_way_or_the_other(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);

    [Theory]
    [InlineData("Is the pressure within its limits?", "no: pressure 9.5 bar")]
    [InlineData("Is the pressure out of its limits?", "yes: pressure 9.5 bar")]
    [InlineData("Is the flow within its limits?", "yes")]
    public void Within_limits_is_the_other_way_round(string prompt, string answer) =>
        Ask.Answers("pressure: 9.5 bar (max 8)\nflow: 3 l/min (max 4)", prompt, answer);

    [Theory]
    [InlineData("15 minute load?", "0.31")]
    [InlineData("what is the five minute load average", "1.2")]
    public void Loads_are_asked_for_by_their_minutes(string prompt, string answer) =>
        Ask.Answers("system/load1 1.62\nsystem/load5 1.2\nsystem/load15 0.31", prompt, answer);

    [Fact]
    public void Gateways_are_counted_by_their_ids() =>
        Ask.Answers(
            """
            {"rx":[{"gatewayId":"a1","rssi":-101},{"gatewayId":"b2","rssi":-97},{"gatewayId":"c3","rssi":-112}],"fcnt":7}
            """,
            "how many gateways heard it?",
            "3"
        );

    [Theory]
    [InlineData("how many of them report contact true", "1")]
    [InlineData("which battery do I have to change first?", "hall 9")]
    public void Flags_and_batteries_are_asked_for_in_passing(string prompt, string answer) =>
        Ask.Answers(
            "z2m/hall {\"battery\":9,\"contact\":true}\nz2m/attic {\"battery\":80,\"contact\":false}",
            prompt,
            answer
        );

    [Fact]
    public void An_address_is_no_number() =>
        Ask.Answers(
            "2025-05-11 03:02:10 INFO fail2ban: Ban 198.51.100.44\n2025-05-11 04:02:17 INFO fail2ban: Unban 198.51.100.7",
            "when was 198.51.100.7 deg unbanned?",
            "2025-05-11 04:02:17"
        );
}
