using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Queries;

public sealed class RecordsTests
{
    private const string Shots =
        "shot,cycle_s,cushion_mm,result\n101,28.1,4.2,OK\n102,30.9,3.6,NOK\n103,,4.0,OK\n104,28.3,1.8,NOK\n";

    [Theory]
    [InlineData("which_highest \"shot\" \"cycle_s\"", "102: 30.9")]
    [InlineData("which_lowest \"shot\" \"cushion_mm\"", "104: 1.8")]
    [InlineData("which_above \"shot\" \"cycle_s\" 28.2", "102: 30.9, 104: 28.3")]
    [InlineData("which_below \"shot\" \"cushion_mm\" 1", "none")]
    [InlineData("which \"shot\" where \"result\" 'nok'", "102, 104")]
    [InlineData("which \"shot\" where \"cycle_s\" 'missing'", "103")]
    [InlineData("value \"cycle_s\" where \"shot\" '102'", "30.9")]
    [InlineData("average \"cycle_s\" where \"result\" 'nok'", "29.6")]
    [InlineData("count \"shot\" where \"result\" 'ok'", "2")]
    [InlineData("which \"shot\" where \"result\" 'scrap'", "unknown")]
    [InlineData("which_highest \"shot\" \"result\"", "unknown")]
    [InlineData("which_above \"shot\" \"cycle_s\"", "unknown")]
    [InlineData("value \"cycle_s\" where \"batch\" '102'", "unknown")]
    public void Records_are_found_by_what_their_columns_print(string text, string answer)
    {
        Assert.True(Query.TryParse(text, out var query));
        Assert.Equal(answer, QueryEvaluator.Evaluate(query, SignalReader.Read(Shots)).Text);
    }

    [Theory]
    [InlineData("which_above \"vat\" \"temp\" \"limit\"", "12: 24.6")]
    [InlineData("which_below \"vat\" \"temp\" \"limit\"", "11: 18.2, 14: 15.5")]
    [InlineData("which_highest \"vat\" \"temp\" \"limit\"", "unknown")]
    [InlineData("which \"vat\" where \"stirrer\" 'unlike most'", "13")]
    [InlineData("which \"vat\" where \"temp\" 'unlike most'", "13")]
    [InlineData("count \"stirrer\" where \"stirrer\" 'unlike most'", "1")]
    [InlineData("which \"vat\" where \"limit\" 'unlike most'", "unknown")]
    public void Each_record_may_have_a_bound_of_its_own_or_be_unlike_most(string text, string answer)
    {
        var table = SignalReader.Read(
            "time,vat,temp,limit,stirrer\n08:00,11,18.2,22,turns\n08:01,12,24.6,22,turns\n08:02,13,,20,jam\n08:03,14,15.5,20,turns\n"
        );

        Assert.True(Query.TryParse(text, out var query));
        Assert.Equal(answer, QueryEvaluator.Evaluate(query, table).Text);
    }

    [Theory]
    [InlineData("value \"uptime_s\" in s", "734400 s")]
    [InlineData("value \"uptime_s\" in h", "204 h")]
    [InlineData("value \"uptime_s\"", "734400")]
    [InlineData("value \"level\" in s", "5")]
    public void A_unit_that_only_the_name_says_is_printed_where_it_is_asked_for(string text, string answer)
    {
        var table = SignalReader.Read("{\"uptime_s\": 734400, \"level\": 5}");

        Assert.True(Query.TryParse(text, out var query));
        Assert.Equal(answer, QueryEvaluator.Evaluate(query, table).Text);
    }
}
