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
