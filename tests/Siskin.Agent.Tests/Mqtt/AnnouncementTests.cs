using Siskin.Agent.Mqtt;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class AnnouncementTests
{
    [Fact]
    public void A_change_while_another_thread_publishes_is_published_by_that_thread_afterwards()
    {
        var published = new List<int>();
        var state = 1;
        Announcement? announcement = null;
        announcement = new Announcement(() =>
        {
            var read = state;
            if (read == 1)
            {
                state = 2;
                var other = new Thread(() => announcement!.Renew());
                other.Start();
                other.Join(); // returns although this one is not done
            }
            published.Add(read);
        });

        announcement.Renew();

        Assert.Equal([1, 2], published);
    }

    [Fact]
    public void Whatever_threads_change_the_last_publication_is_of_the_last_state_and_never_two_at_once()
    {
        int state = 0,
            inside = 0,
            last = 0,
            overlaps = 0;
        var announcement = new Announcement(() =>
        {
            overlaps += Interlocked.Increment(ref inside) - 1;
            last = Volatile.Read(ref state);
            Interlocked.Decrement(ref inside);
        });
        Parallel.For(
            0,
            20_000,
            _ =>
            {
                Interlocked.Increment(ref state);
                announcement.Renew();
            }
        );
        Assert.Equal(20_000, last);
        Assert.Equal(0, overlaps);
    }

    [Fact]
    public void After_a_failure_the_next_change_publishes_again()
    {
        var tries = 0;
        var announcement = new Announcement(() =>
        {
            if (++tries == 1)
                throw new IOException("no");
        });
        Assert.Throws<IOException>(announcement.Renew);
        announcement.Renew();
        Assert.Equal(2, tries);
    }
}
