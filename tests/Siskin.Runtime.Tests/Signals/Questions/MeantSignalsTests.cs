using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

/// <summary>Which signal is meant where its name says less than the question, or another one's says more.</summary>
public sealed class MeantSignalsTests
{
    private const string Store =
        """{"battery_power":730,"battery_temp":21,"percentage_charged":18.5,"house_power":730}""";

    [Theory]
    [InlineData("How full is the battery?", "18.5")]
    [InlineData("Is the battery under 20 percent?", "yes")]
    public void How_full_a_battery_is_says_its_charge(string prompt, string answer) =>
        Ask.Answers(Store, prompt, answer);

    [Theory]
    [InlineData("Is the relay closed?", "no")]
    [InlineData("Is the relay open?", "yes")]
    public void A_relay_that_is_off_is_open(string prompt, string answer) =>
        Ask.Answers("""{"relay":"OFF","level":3}""", prompt, answer);

    [Fact]
    public void An_error_of_a_reading_is_a_flag_and_no_reading() =>
        Ask.Answers(
            """{"moisture":41,"moistureError":false,"port":7}""",
            "Is there an error with the moisture reading?",
            "no"
        );

    [Fact]
    public void Air_is_the_worse_the_more_is_in_it() =>
        Ask.Answers("""{"co2_ppm":1310,"hum":40}""", "Is the air worse than 900 ppm of CO2?", "yes");

    [Fact]
    public void Its_own_level_is_compared_with_and_not_compared() =>
        Ask.Answers(
            "Tank_level: 53\nTank_refill_level: 54\nTank_drain_level: 42",
            "Is the tank below its refill level?",
            "yes"
        );

    [Fact]
    public void Watt_hours_in_a_name_are_a_unit() =>
        Ask.Answers("""{"wattHoursToday":5019,"wattsNow":312}""", "Have they made more than 10 kWh today?", "no");

    [Fact]
    public void Initials_with_points_are_a_word() =>
        Ask.Answers("P.V.=22.5 S.P.=24.0 gain=3", "What is the set point?", "24.0");

    private const string Slots =
        "Slot   Fitted\n-----  -----------\nSlot1  Present\nSlot2  Not present\nSlot3  Not present";

    [Theory]
    [InlineData("Is Slot2 populated?", "no")]
    [InlineData("How many of the slots are empty?", "2")]
    public void What_is_not_present_leaves_its_place_empty(string prompt, string answer) =>
        Ask.Answers(Slots, prompt, answer);

    [Fact]
    public void What_is_listed_is_counted_by_its_records() =>
        Ask.Answers(
            """[{"serialNumber":"70012345","peak":41,"now":3},{"serialNumber":"70012399","peak":38,"now":4}]""",
            "How many collectors are listed?",
            "2"
        );

    [Fact]
    public void The_worst_ratio_of_signal_to_noise_is_the_lowest() =>
        Ask.Answers("Line,snr\nA,31.5\nB,28.25\nC,33", "Which line has the worst signal to noise ratio?", "B 28.25");

    [Fact]
    public void How_often_something_happened_is_counted_in_the_log() =>
        Ask.Answers(
            """
            2031-04-02 07:00:01 [INFO] dhcpd: lease of 192.0.2.62 renewed, lease time: 3600
            2031-04-02 07:20:44 [INFO] web: login of admin
            2031-04-02 07:30:01 [INFO] dhcpd: lease of 192.0.2.62 renewed, lease time: 3600
            2031-04-02 08:00:01 [INFO] dhcpd: lease of 192.0.2.62 renewed, lease time: 3600
            """,
            "How many times was the lease renewed?",
            "3"
        );
}
