using Siskin.Fleet.History;

namespace Siskin.Fleet.Tests.History;

public sealed class DownsamplingTests
{
    [Fact]
    public void Counts_are_summed_and_the_worst_is_kept()
    {
        var merged = Downsampling.Merge([
            Of(requests: 10, queue: 1, temperature: 40, p50: 10, p99: 30),
            Of(requests: 30, queue: 7, temperature: 50, p50: 20, p99: 25),
        ]);

        Assert.Equal(40, merged.Requests);
        Assert.Equal(7, merged.Queue);
        Assert.Equal(45, merged.TemperatureC);
        Assert.Equal(17.5f, merged.Stage(7)[0]); // weighted by requests
        Assert.Equal(30, merged.Stage(7)[2]);
    }

    [Fact]
    public void What_is_not_known_stays_so_and_spoils_nothing()
    {
        var merged = Downsampling.Merge([Of(temperature: float.NaN), Of(temperature: 41)]);

        Assert.Equal(41, merged.TemperatureC);
        Assert.True(float.IsNaN(merged.CpuPercent));
    }

    [Fact]
    public void Bytes_hold_three_digits_and_what_is_not_known()
    {
        var sample = Of(requests: 12, queue: 3, temperature: 48.25f, p50: 123.4f, p99: 1e9f, time: 1_795_903_210);
        var bytes = new byte[SampleCoding.Bytes + 7]; // a torn end

        SampleCoding.Write(sample, 1_795_903_200, bytes);
        var read = Assert.Single(SampleCoding.Read(1_795_903_200, bytes));

        Assert.Equal(1_795_903_210, read.Time);
        Assert.Equal(12, read.Requests);
        Assert.Equal(123.4, read.Stage(7)[0], 0.1);
        Assert.Equal(65_504, read.Stage(7)[2]); // as much as half precision holds
        Assert.True(float.IsNaN(read.CpuPercent));
    }

    [Fact]
    public void Numbers_that_an_older_program_did_not_write_are_not_known()
    {
        var bytes = new byte[SampleCoding.Bytes];
        SampleCoding.Write(Of(requests: 12, p50: 123), 0, bytes);

        var older = bytes[..(4 + (2 * Sample.FieldsAtFirst))];
        var read = SampleCoding.Read(0, [.. older, .. older], Sample.FieldsAtFirst).ToList();

        Assert.Equal(2, read.Count);
        Assert.All(read, one => Assert.Equal((12f, 123f), (one.Requests, one.Stage(7)[0])));
        Assert.All(read, one => Assert.True(float.IsNaN(one.Stage(8)[0])));
    }

    [Fact]
    public void Numbers_that_only_a_newer_program_knows_are_left_out()
    {
        var bytes = new byte[2 * (SampleCoding.Bytes + 6)];
        SampleCoding.Write(Of(requests: 12), 0, bytes);
        SampleCoding.Write(Of(requests: 13), 0, bytes.AsSpan(SampleCoding.Bytes + 6));

        var read = SampleCoding.Read(0, bytes, Sample.Fields + 3);

        Assert.Equal([12f, 13f], read.Select(one => one.Requests));
    }

    internal static Sample Of(
        float requests = 1,
        float queue = 0,
        float temperature = 40,
        float p50 = 10,
        float p99 = 20,
        long time = 0
    )
    {
        var sample = new Sample { Time = time };
        (sample.Requests, sample.Queue, sample.TemperatureC) = (requests, queue, temperature);
        (sample.Stage(7)[0], sample.Stage(7)[1], sample.Stage(7)[2]) = (p50, p99, p99);
        return sample;
    }
}
