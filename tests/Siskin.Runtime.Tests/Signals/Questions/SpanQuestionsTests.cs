using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class SpanQuestionsTests
{
    private const string Kiln = """
        {"glaze":{"start":"09:20","end":"13:05","temp_c":1240},"bisque":{"start":"2031-03-02T22:10:00","end":"2031-03-03T06:40:00","temp_c":980}}
        """;

    [Theory]
    [InlineData("How long did the glaze firing take?", "3 h 45 min")]
    [InlineData("duration of the bisque", "8 h 30 min")]
    public void A_thing_lasts_from_its_start_to_its_end(string prompt, string answer) =>
        Ask.Answers(Kiln, prompt, answer);

    [Theory]
    [InlineData("uptime_s: 172800\n", "What is the uptime in days?", "2 days")]
    [InlineData("uptime_s: 5400\n", "uptime in hours", "1.5 hours")]
    [InlineData("uptime_s: 5400\n", "What is the uptime?", "5400")]
    [InlineData("outdoor tempf: 50\n", "What is the outdoor temperature in celsius?", "10 °C")]
    public void A_number_is_in_the_unit_of_its_name(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);

    [Fact]
    public void What_is_left_is_no_whole() => Ask.IsUnsure(Kiln, "How long will the glaze firing still take?");
}
