using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class ReferenceQuestionsTests
{
    private const string Kilns = """
        {"kilns":[{"name":"K1","temp_act":912,"temp_set":930},{"name":"K2","temp_act":955,"temp_set":940},{"name":"K3","temp_act":880,"temp_set":880}]}
        """;

    private const string Greenhouse = """
        [north]
        air_temperature=17.5
        temperature_setpoint=19
        humidity=71
        humidity_max=75

        [south]
        air_temperature=21.5
        temperature_setpoint=20
        humidity=80
        humidity_max=75
        """;

    [Theory]
    [InlineData("Is K2 above its target?", "yes")]
    [InlineData("How far is K1 below its setpoint?", "18")]
    [InlineData("Which kiln is hotter than its set point?", "yes: K2/temp_act 955")]
    [InlineData("How many kilns are colder than their setpoint?", "1")]
    [InlineData("Has K3 reached its target?", "yes")]
    public void Values_are_set_against_their_own_target(string prompt, string answer) =>
        Ask.Answers(Kilns, prompt, answer);

    [Theory]
    [InlineData("Is the north air temperature below its setpoint?", "yes")]
    [InlineData("Which humidity is above its max?", "yes: south/humidity 80")]
    [InlineData("How far is the south temperature from its setpoint?", "1.5")]
    public void The_name_that_is_shared_tells_whose_target_it_is(string prompt, string answer) =>
        Ask.Answers(Greenhouse, prompt, answer);

    [Theory]
    [InlineData("Which vat is too warm?", "yes: vat 2 41.2 C")]
    [InlineData("Is vat 3 below its lower limit?", "yes: vat 3 17.9 C")]
    [InlineData("Is vat 1 over its upper limit?", "no")]
    public void A_side_of_the_limits_is_asked_for(string prompt, string answer) =>
        Ask.Answers(
            "vat 1  30.5 C  lo 20.0 hi 40.0\nvat 2  41.2 C  lo 20.0 hi 40.0\nvat 3  17.9 C  lo 20.0 hi 40.0",
            prompt,
            answer
        );
}
