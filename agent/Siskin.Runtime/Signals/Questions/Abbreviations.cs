namespace Siskin.Runtime.Signals.Questions;

/// <summary>What short names of the field stand for: a question says it in full, a name in brief.</summary>
internal static class Abbreviations
{
    private static readonly Dictionary<string, string[]> Long = Build(
        // Buildings and plants.
        "chw=chilled water;hws=hot water supply;hwr=hot water return;chws=chilled water supply;chwr=chilled water return;"
            + "cws=cooling water supply;cwr=cooling water return;oat=outside outdoor air temperature;"
            + "sat=supply air temperature;rat=return air temperature;mat=mixed air temperature;dat=discharge air temperature;"
            + "ahu=air handling unit;vav=air box;vfd=drive frequency;vsd=drive;evap=evaporator;cond=condenser;comp=compressor;"
            + "dp=differential pressure;exh=exhaust;dhw=hot water;hwc=hot water;hc=heating circuit;hx=heat exchanger;"
            + "cmd=command;fbk=feedback;sp=setpoint;pv=process value;mv=output;op=output;vlv=valve;dmpr=damper;"
            + "amb=ambient;disch=discharge;suct=suction;stm=steam;cw=cold water;fw=feed water;ro=reverse osmosis;"
            + "pk=peak;qty=quantity;pcs=pieces parts;oee=effectiveness;cip=cleaning;brg=bearing;mtr=motor;gbx=gearbox",
        // UPS as apcupsd prints them.
        "load=consumption consuming;bai=boiler;n=neutral;bcharge=battery charge;loadpct=load percent;linev=line input mains voltage;timeleft=time left runtime remaining;"
            + "battv=battery voltage;itemp=internal temperature;numxfers=number of transfers;lastxfer=last transfer reason cause;"
            + "xonbatt=when transferred on battery last;xoffbatt=when off battery last;tonbatt=time on battery;"
            + "cumonbatt=total time on battery;outputv=output voltage;linefreq=line frequency;hitrans=high transfer;"
            + "lotrans=low transfer;battdate=battery date;starttime=start time;selftest=self test result;nompower=nominal power;"
            + "mintimel=minimum time left;mbattchg=minimum battery charge;maxlinev=maximum line voltage;minlinev=minimum line voltage",
        // Networks and hosts.
        "rx=received receive download;tx=sent transmit transmitted upload;rtt=round trip latency ping;"
            + "pkts=packets;util=utilization;lat=latitude;lon=longitude;lng=longitude;hdd=disk;avail=available;"
            + "cfg=configuration;num=number;cnt=count;curr=current;prev=previous;tgt=target;ctx=context;cs=context switches;"
            + "si=swap in;so=swap out;wa=iowait io wait;us=user;sy=system kernel;st=steal;swpd=swap used swapped;rss=resident memory;"
            + "vsz=virtual memory;rk=read;wk=write written;await=wait latency;r=read;w=write written;recv=received receive;conn=connections;iface=interface;addr=address;temp=temperature;sens=sensor",
        // Vehicles, batteries, sun.
        "soc=charge level;soh=health;odo=odometer mileage;dtc=trouble code;mil=check engine light;map=manifold pressure;"
            + "maf=air mass flow;rpm=speed revolutions;akku=battery;ppv=solar panel power pv;vpv=solar panel voltage;"
            + "ipv=solar panel current;vbat=battery voltage;ttg=time to go remaining;h20=yield today max;cs=charger state;"
            + "fl=front left;fr=front right;rl=rear left;rr=rear right;amb=ambient outside;ect=coolant temperature;"
            + "iat=intake air temperature;batt=battery;batv=battery voltage;batl=battery level charge;gsmlev=gsm signal level;chrg=charge;dischrg=discharge;gen=generator;inv=inverter;mppt=solar charger;"
            + "uac=ac voltage;udc=dc voltage panels;vdc=dc voltage;iac=ac current;idc=dc current;pac=ac power;pdc=dc power;"
            + "sac=apparent power;qac=reactive power;fac=ac grid frequency",
        // Water, air, weather, laboratories.
        "do=dissolved oxygen;orp=redox;tss=suspended solids;cod=oxygen demand;tds=dissolved solids;ec=conductivity;"
            + "nh4=ammonium;no3=nitrate;po4=phosphate;cl2=chlorine;voc=organic compounds;baro=barometer pressure;"
            + "precip=precipitation rain;vis=visibility;uvi=uv index;dewpt=dewpoint;rh=relative humidity;"
            + "pt=pressure;tt=temperature;ft=flow;lt=level;lvl=level;spd=speed;pos=position;vel=velocity;acc=acceleration;"
            + "ras=return sludge;was=waste sludge;blwr=blower;agit=agitator;cent=centrifuge;durchfluss=flow;"
            + "zulauf=inflow inlet;ablauf=outflow outlet;behälterstand=tank level;trübung=turbidity;chlor=chlorine"
    );

    /// <summary>The words that a part of a name stands for; none where it stands for itself.</summary>
    public static IReadOnlyList<string> Of(string word) => Long.GetValueOrDefault(word, []);

    /// <summary>The words of a name and what they stand for.</summary>
    public static List<string> Said(string path)
    {
        var words = Words.OfName(path);
        words.AddRange([.. words.SelectMany(Of)]);
        return words;
    }

    private static Dictionary<string, string[]> Build(params string[] rows)
    {
        var table = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var pair in rows.SelectMany(row => row.Split(';')))
        {
            var at = pair.IndexOf('=');
            var words = pair[(at + 1)..].Split(' ');
            table[pair[..at]] = table.TryGetValue(pair[..at], out var known) ? [.. known, .. words] : words;
        }

        return table;
    }
}
