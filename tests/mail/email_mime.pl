# Reads the messages named on the command line with Perl's Email::MIME and prints what it saw as JSON.
use strict;
use warnings;
use Email::Address::XS qw(parse_email_addresses);
use Email::MIME;
use JSON::PP;

sub read_message {
    my ($file) = @_;
    open my $handle, '<:raw', $file or die "$file: $!";
    local $/;
    my $mail  = Email::MIME->new(scalar <$handle>);
    my @to    = parse_email_addresses($mail->header_raw('To'));
    my %seen  = (
        names   => [map { lc } $mail->header_names],
        to      => [Encode::decode('MIME-Header', $to[0]->phrase // ''), $to[0]->address],
        many    => scalar @to,
        subject => $mail->header_str('Subject') // '',
        files   => [],
    );
    $mail->walk_parts(sub {
        my ($part) = @_;
        return if $part->subparts;
        my ($type) = $part->content_type =~ m{^([\w/]+)};
        if    ($type eq 'text/plain') { $seen{text} = $part->body_str }
        elsif ($type eq 'text/html')  { $seen{html} = $part->body_str }
        else                          { push @{ $seen{files} }, [$type, unpack 'H*', $part->body] }
    });
    return \%seen;
}

print JSON::PP->new->utf8->encode([map { read_message($_) } @ARGV]);
