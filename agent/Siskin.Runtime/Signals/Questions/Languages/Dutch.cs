namespace Siskin.Runtime.Signals.Questions.Languages;

/// <summary>Dutch words of questions.</summary>
internal static class Dutch
{
    public static readonly Language Language = new(
        "wat welke hoeveel het een zijn niet hoe waar er op de van aan staat hoog wordt hoger dan welk veel zit werkt wanneer heeft en of nu lang",
        [
            "sinds wanneer=since when;hoe lang=how long;hoe vaak=how often;hoe laat=at what time;hoe hoog=what;hoe groot=what;is er=is there;zijn er=are there;zit er nog in=left;zit er in=is in",
            "meer dan=more than;minder dan=less than;hoger dan=higher than;lager dan=lower than;groter dan=larger than;kleiner dan=smaller than;warmer dan=warmer than;kouder dan=colder than;ten minste=at least;ten hoogste=at most;op slot=locked;in totaal=total",
            "het hoogst=highest;het laagst=lowest;het warmst=warmest;het koudst=coldest;het meest=most;het minst=least;leveren we terug=are we exporting;op dit moment=now",
        ],
        [
            "wat=what;welke=which;welk=which;hoe=how;waar=where;wanneer=when;hoeveel=how many;is=is;zijn=are;was=was;waren=were;heeft=has;hebben=have;staat=is;staan=are;zit=is;wordt=is;bedraagt=is;ligt=is;kan=can",
            "draait=is running;draaien=are running;loopt=is running;lopen=are running;werkt=is working;stijgt=is rising;daalt=is falling;laadt=is charging;ontbreekt=is missing;ontbreken=are missing;brandt=is on;leveren=exporting;leveren we=exporting",
            "de=the;het=the;een=a;in=in;op=on;van=of;aan=at;uit=of;bij=at;met=with;naar=to;voor=for;na=after;sinds=since;om=at;te=to;door=by;en=and;of=or;dan=than;er=there;die=that;dat=that;dit=this",
            "boven=above;onder=below;tussen=between;overschrijdt=exceeds;overschrijden=exceed;gelijk=equal;minstens=at least;hoogstens=at most;tot=to",
            "hoogste=highest;laagste=lowest;warmste=warmest;koudste=coldest;grootste=largest;kleinste=smallest;maximum=maximum;minimum=minimum;maximale=maximum;minimale=minimum;hoger=higher;lager=lower;warmer=warmer;kouder=colder;leegste=emptiest;volste=fullest",
            "gemiddelde=average;gemiddeld=average;som=sum;totaal=total;totale=total;verschil=difference;aantal=number of;procent=percent;verhouding=ratio;alle=all;alles=everything;elke=every;iedere=every;geen=no;niet=not;beide=both",
            "temperatuur=temperature;temperaturen=temperatures;vochtigheid=humidity;luchtvochtigheid=humidity;druk=pressure;luchtdruk=pressure;vermogen=power;stroom=current;spanning=voltage;energie=energy;verbruik=consumption;batterij=battery;accu=battery;lading=charge;niveau=level;peil=level;snelheid=speed;toerental=speed;debiet=flow;helderheid=brightness;gewicht=weight;frequentie=frequency;signaal=signal;regen=rain;neerslag=rain;wind=wind;belasting=load;afstand=distance;looptijd=runtime;bedrijfsuren=hours;uren=hours;minuten=minutes;seconden=seconds;dagen=days",
            "sensor=sensor;sensoren=sensors;waarde=value;waarden=values;status=status;toestand=state;stand=state;fout=error;fouten=errors;waarschuwing=warning;waarschuwingen=warnings;alarm=alarm;alarmen=alarms;storing=fault;storingen=faults;meldingen=messages;melding=message;regels=lines;limiet=limit;grens=limit;grenswaarde=limit;setpoint=setpoint;graden=degrees;apparaat=device;apparaten=devices",
            "deur=door;voordeur=front door;raam=window;ramen=windows;kelder=cellar|basement;garage=garage;keuken=kitchen;woonkamer=living room;slaapkamer=bedroom;badkamer=bathroom|bath;kantoor=office;zolder=attic;tuin=garden;buiten=outside;binnen=inside;pomp=pump;pompen=pumps;klep=valve;ketel=boiler;verwarming=heating;tank=tank;tanks=tanks;ventilator=fan;licht=light;lamp=lamp|light;motor=motor;compressor=compressor;machine=machine;schijf=disk;geheugen=memory;water=water;olie=oil;lucht=air;kamer=room;kamers=rooms;net=grid|mains;brandstof=fuel;gas=gas;meterstand=meter;meter=meter;bodem=soil;aanvoer=supply|flow;retour=return;poort=gate|port;brander=burner;koelkast=fridge;vriezer=freezer",
            "open=open;dicht=closed;gesloten=closed;actief=active;online=online;offline=offline;bereikbaar=reachable;verbonden=connected;leeg=empty;vol=full;warm=warm;koud=cold;heet=hot;vochtig=humid;droog=dry;nat=wet;snel=fast;zwaar=heavy;stabiel=stable;gestopt=stopped;kapot=faulty",
            "nu=now;momenteel=now;huidige=current;laatste=last;eerste=first;nieuwste=latest;vandaag=today;nog=still;al=;wel=;eens=;even=;we=we;ik=i;terug=back;alstublieft=;uur=hours",
        ],
        "aan=on;uit=off"
    );
}
